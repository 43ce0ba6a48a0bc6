import type { Span } from '../base/span.js';
import type { QuerySyntax, Token } from '../kql/index.js';
import type { Rule, RuleFunction, TableSchema } from '../rules/index.js';
import { evaluableOf } from './evaluable.js';
import { indicatorsOf } from './indicators.js';
import { lint } from './lint.js';
import type { Analysis, RecordFilter } from './model.js';
import { outputsOf } from './outputs.js';
import { letsOf } from './parameters.js';
import { functionSyntax, type ParsedRule, parse, type SharedFunctionSyntax } from './parsing.js';
import { recordFilterOf } from './record-filter.js';
import { referencesOf } from './references.js';
import { sectionsOf, stageOf } from './stages.js';
import { trace } from './tracer.js';
import { World } from './world.js';

export type * from './model.js';
export { functionSyntax, type ParsedRule, parse, type SharedFunctionSyntax, warmUp } from './parsing.js';

/** A rule's analysis with its query's syntax as plain data and the stretches of it that have a colour. */
export interface AnalysedQuery extends Analysis {
  readonly tokens: readonly (Span & { readonly is: Token['class'] })[];
  readonly syntax: QuerySyntax;
  readonly filter: RecordFilter | null;
}

const worlds = new WeakMap<AnalysisContext, World>();

/** The functions and tables that queries may name. */
export interface AnalysisContext {
  readonly functions: readonly RuleFunction[];
  readonly schemas: readonly TableSchema[];
  /** The syntax of a function that was parsed before, as `functionSyntax` gave it; null for one that was given up. */
  readonly syntaxOf?: (declaration: RuleFunction) => unknown;
}

/** Says what a rule's query reads, looks for and leaves out. */
export function analyse(rule: Rule, context: AnalysisContext, parsed: ParsedRule = parse(rule)): AnalysedQuery {
  const { query } = rule;
  const { syntax, problems, tokens } = parsed;
  const { statements } = syntax;
  const world = worldOf(context);
  const references = referencesOf(statements, world.library);
  const { parameters } = letsOf(query, statements, references.functions);
  const sections = sectionsOf(query, statements, tokens);
  const traced = trace(query, statements, (name) => world.shared.inside(name));
  const binding = problems.length === 0 ? world.bind(syntax, references.tables) : { problem: problems[0] };
  const [table, ...others] = references.tables;
  return {
    ...references,
    parameters,
    stages: sections.map((section) => stageOf(section, traced)),
    ...indicatorsOf(traced.found, sections, others.length === 0 ? (table ?? null) : null),
    outputs: outputsOf(traced.columns, 'columns' in binding ? binding.columns : undefined, sections, rule),
    lint: lint({
      rule,
      sections,
      traced,
      result: 'columns' in binding && !binding.open ? binding.columns : undefined,
      schema: (name) => world.schema(name),
      spelt: (name) => world.spelt(name),
    }),
    evaluable: problems.length > 0 ? { is: 'no', because: problems } : evaluableOf(binding),
    tokens: tokens.map(({ class: is, span }) => ({ is, ...span })),
    syntax,
    filter: others.length === 0 ? (recordFilterOf(query, statements, traced) ?? null) : null,
  };
}

function syntaxFrom({ syntaxOf }: AnalysisContext, declaration: RuleFunction): SharedFunctionSyntax {
  if (syntaxOf === undefined) return functionSyntax(declaration);
  return (syntaxOf(declaration) as SharedFunctionSyntax | null) ?? givenUp(declaration);
}

/** A function that took too long to parse, or was too deep. */
function givenUp({ name, body }: RuleFunction): SharedFunctionSyntax {
  const span = { start: 0, end: body.length };
  const problem = {
    code: 'function-given-up',
    kind: 'limit',
    message: `The function '${name}' could not be parsed.`,
  } as const;
  return { is: 'function', parameters: [], view: false, body: [], span, problems: [problem] };
}

function worldOf(context: AnalysisContext): World {
  const world = worlds.get(context) ?? new World(context, (declaration) => syntaxFrom(context, declaration));
  worlds.set(context, world);
  return world;
}
