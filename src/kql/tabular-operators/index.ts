import type { Plan } from '../plan/nodes.js';
import type { OperatorBinding, Registry, TabularBinding } from '../plan/registry.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import { bindCount } from './count.js';
import { bindDistinct } from './distinct.js';
import { bindExtend } from './extend.js';
import { piped } from './inputs.js';
import { bindJoin, bindLookup } from './join.js';
import { bindMvExpand, runMvExpand } from './mv-expand.js';
import { bindParse, runParse } from './parse.js';
import { bindPrint, runUnit } from './print.js';
import { bindProject, runProject } from './project.js';
import { bindProjectAway } from './project-away.js';
import { bindProjectKeep } from './project-keep.js';
import { bindProjectRename } from './project-rename.js';
import { bindProjectReorder } from './project-reorder.js';
import { bindRange } from './range.js';
import { runJoin } from './run-join.js';
import { runSummarize } from './run-summarize.js';
import { bindSerialize } from './serialize.js';
import { bindSort, runSort } from './sort.js';
import { bindSummarize } from './summarize.js';
import { bindAs, bindMaterialize, bindTableCall, runDatatable, runRange, runTable } from './tables.js';
import { bindTake, runTake } from './take.js';
import { bindTop, runTop } from './top.js';
import { bindUnion, runUnion } from './union.js';
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
  'mv-expand': bindMvExpand,
  range: bindRange,
  print: bindPrint,
  as: bindAs,
  invoke: bindInvoke,
  parse: bindParse,
  'parse-where': bindParse,
  render: bindRender,
};

/** A node that no operator we have binds to. */
const never = (plan: Plan): never => raise(problems.unsupported(plan.kind, plan.span));

/** How each plan node is run; `materialize` and `input` are the evaluation's own. */
export const runners: Registry['runners'] = {
  table: runTable,
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
  sample: never,
  'mv-apply': never,
  partition: never,
  'make-series': never,
  materialize: never,
  plugin: never,
  results: never,
  render: never,
};

/** Calls that give a table. */
export const tabularFunctions: ReadonlyMap<string, TabularBinding> = new Map([
  ['materialize', bindMaterialize],
  ['table', bindTableCall],
]);
