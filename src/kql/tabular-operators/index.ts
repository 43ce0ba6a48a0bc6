import type { Plan } from '../plan/nodes.js';
import type { OperatorBinding, Registry, TabularBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { bindAssertSchema } from './assert-schema.js';
import { bindConsume, runConsume } from './consume.js';
import { bindCount } from './count.js';
import { bindDistinct } from './distinct.js';
import { bindEvaluate, runPlugin } from './evaluate.js';
import { bindExtend } from './extend.js';
import { runExternaldata } from './externaldata.js';
import { bindFacet } from './facet.js';
import { bindFind } from './find.js';
import { bindFork } from './fork.js';
import { bindGetSchema } from './getschema.js';
import { bindGraphMarkComponents } from './graph-mark-components.js';
import { bindGraphMatch, runGraphMatch } from './graph-match.js';
import { bindGraphShortestPaths } from './graph-shortest-paths.js';
import { bindGraphToTable, runGraphToTable } from './graph-to-table.js';
import { piped } from './inputs.js';
import { bindJoin, bindLookup } from './join.js';
import { bindMakeGraph, runPartitionedGraph } from './make-graph.js';
import { bindMakeSeries } from './make-series.js';
import { bindMvApply, runMvApply } from './mv-apply.js';
import { bindMvExpand, runMvExpand } from './mv-expand.js';
import { bindParse, runParse } from './parse.js';
import { bindParseKv, runParseKv } from './parse-kv.js';
import { bindPartition, runPartition } from './partition.js';
import { bindPrint, runUnit } from './print.js';
import { bindProject, runProject } from './project.js';
import { bindProjectAway } from './project-away.js';
import { bindProjectByNames } from './project-by-names.js';
import { bindProjectKeep } from './project-keep.js';
import { bindProjectRename } from './project-rename.js';
import { bindProjectReorder } from './project-reorder.js';
import { bindRange } from './range.js';
import { runJoin } from './run-join.js';
import { runMakeSeries } from './run-make-series.js';
import { runScan } from './run-scan.js';
import { runSummarize } from './run-summarize.js';
import { bindSample, runSample } from './sample.js';
import { bindSampleDistinct } from './sample-distinct.js';
import { bindScan } from './scan.js';
import { bindSearch } from './search.js';
import { bindSerialize } from './serialize.js';
import { bindSort, runSort } from './sort.js';
import { bindSummarize } from './summarize.js';
import { bindAs, bindMaterialize, bindTableCall, runDatatable, runRange, runTable } from './tables.js';
import { bindTake, runTake } from './take.js';
import { bindTop, runTop } from './top.js';
import { bindTopHitters, runTopHitters } from './top-hitters.js';
import { bindTopNested, runTopNested } from './top-nested.js';
import { bindUnion, runUnion } from './union.js';
import { bindWatchlist, refuseWatchlistAlias } from './watchlist.js';
import { bindWhere, runWhere } from './where.js';

const bindInvoke: OperatorBinding<'invoke'> = (syntax, input, scope, binder) =>
  binder.invoke(syntax.call, piped(input, 'invoke', syntax.span), scope);

/** A chart is a hint for whoever shows the rows; the rows stay as they are. */
const bindRender: OperatorBinding<'render'> = (syntax, input) => piped(input, 'render', syntax.span);

/** How each tabular operator is bound. */
export const operators: Partial<Registry['operators']> = {
  where: bindWhere,
  extend: bindExtend,
  project: bindProject,
  'project-away': bindProjectAway,
  'project-keep': bindProjectKeep,
  'project-rename': bindProjectRename,
  'project-reorder': bindProjectReorder,
  distinct: bindDistinct,
  serialize: bindSerialize,
  summarize: bindSummarize,
  count: bindCount,
  sort: bindSort,
  top: bindTop,
  take: bindTake,
  join: bindJoin,
  lookup: bindLookup,
  union: bindUnion,
  search: bindSearch,
  scan: bindScan,
  'top-nested': bindTopNested,
  'top-hitters': bindTopHitters,
  sample: bindSample,
  'sample-distinct': bindSampleDistinct,
  'project-by-names': bindProjectByNames,
  'assert-schema': bindAssertSchema,
  consume: bindConsume,
  fork: bindFork,
  facet: bindFacet,
  find: bindFind,
  'mv-expand': bindMvExpand,
  'mv-apply': bindMvApply,
  partition: bindPartition,
  getschema: bindGetSchema,
  'make-series': bindMakeSeries,
  'make-graph': bindMakeGraph,
  'graph-match': bindGraphMatch,
  'graph-shortest-paths': bindGraphShortestPaths,
  'graph-to-table': bindGraphToTable,
  'graph-mark-components': bindGraphMarkComponents,
  'parse-kv': bindParseKv,
  range: bindRange,
  print: bindPrint,
  as: bindAs,
  invoke: bindInvoke,
  evaluate: bindEvaluate,
  parse: bindParse,
  'parse-where': bindParse,
  render: bindRender,
};

/** What operators do not do yet, in words; such queries are refused. */
export const gaps: Readonly<Record<string, string>> = {
  'assert-schema': 'columns in another order, or some of the columns',
  externaldata: 'fetching: the records come with the query',
  find: 'projecting a column that has several types; a table that is an expression without a name',
  getschema: 'kind=',
  'graph-match':
    'no project clause; cycles=none of a pattern that is a cycle of other than edges of one length; a condition over an edge of variable ' +
    'length together with others, or an expression over such an edge; an element as a whole in a condition; a column whose name is not known',
  'graph-shortest-paths':
    'no project clause; a pattern that is a cycle; a path that may have no edge; a node without a name between others',
  'graph-to-table': 'nodes without properties; hashes of ids that are no strings',
  join: 'the clause where',
  'make-graph':
    'ids that are dynamic or of several types; properties of several types; a partition whose subquery does not give one table',
  'make-series':
    'no step, an end without a start, a decimal axis, a default of another type than the series; kind=nonempty of nothing with keys or ' +
    'without bounds; range() whose start is no multiple of the step or with rows behind its end',
  'mv-apply': 'id; elements to timespan or decimal',
  'mv-expand': 'elements to timespan or decimal',
  parse:
    'a datetime with text behind it; a time before * that runs into the text behind it; a time or dynamic before * and a text; kind=regex with the flag x, with | outside of parentheses, ' +
    'or with a time at the end or the flag U',
  'parse-kv':
    'quotes that do not close; greedy=true before a key that is not listed; without delimiters, a text that may be read in several ways',
  'parse-where': 'as for parse',
  partition: 'a scope',
  scan: 'rows without an order; optional steps; with_match_id with partition by; reading or assigning columns out of their turn',
  search: 'a term that is no text; * inside a term, has_any and has_all, each where case matters or may',
  summarize: 'bin= after by',
  'top-hitters': 'which of several values that weigh the same',
  'top-nested': 'others where nothing is left for them',
  union: 'withsource over a qualified table',
};

/** A node that no operator we have binds to. */
const never = (plan: Plan): never => raise(problems.unsupported(plan.kind, plan.span));

/** How each plan node is run; `materialize` and `input` are the evaluation's own. */
export const runners: Registry['runners'] = {
  table: runTable,
  externaldata: runExternaldata,
  datatable: runDatatable,
  unit: runUnit,
  range: runRange,
  where: runWhere,
  project: runProject,
  summarize: runSummarize,
  sort: runSort,
  top: runTop,
  take: runTake,
  join: runJoin,
  union: runUnion,
  'mv-expand': runMvExpand,
  parse: runParse,
  input: (plan, execution) => [execution.input(plan.id)],
  sample: runSample,
  'top-nested': runTopNested,
  'top-hitters': runTopHitters,
  scan: runScan,
  consume: runConsume,
  'mv-apply': runMvApply,
  partition: runPartition,
  'make-series': runMakeSeries,
  graph: (plan) => raise(problems.failed('TT-GRAPH', 'A graph gives no rows without a graph operator.', plan.span)),
  'graph-match': runGraphMatch,
  'graph-to-table': runGraphToTable,
  'partitioned-graph': runPartitionedGraph,
  'parse-kv': runParseKv,
  materialize: never,
  plugin: runPlugin,
  results: (plan) => raise(problems.unsupported('several results inside a query', plan.span)),
  render: never,
};

/** Calls that give a table. */
export const tabularFunctions: ReadonlyMap<string, TabularBinding> = new Map([
  ['materialize', bindMaterialize],
  ['table', bindTableCall],
  ['_GetWatchlist', bindWatchlist],
  ['_GetWatchlistAlias', refuseWatchlistAlias],
]);
