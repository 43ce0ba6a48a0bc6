import { literalValue } from '../plan/literals.js';
import { impliedName } from '../plan/naming.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { language } from './language.js';

/** What a call of an aggregate is, as far as its syntax tells. */
export interface AggregateSyntax {
  /** Where its condition stands, in a form that has one. */
  readonly condition: number | null;
  /** Whether its results are values of one row as they are: `arg_max`, `take_any`. */
  readonly picks: boolean;
}

const picking = new Set(['arg_max', 'arg_min', 'argmax', 'argmin', 'take_any', 'any']);

/** Says whether a name is an aggregate, and of which form. */
export function aggregateNamed(name: string): AggregateSyntax | undefined {
  const known = language.aggregates.get(name);
  if (known === undefined) return undefined;
  const condition = known.aggregate.name === 'countif' || name === 'countif' ? 0 : known.conditional ? 1 : null;
  return { condition, picks: picking.has(known.aggregate.name) };
}

/** The names that an unnamed expression gives its columns; undefined for one that the engine numbers (`Column1`). */
export function columnNames(expression: Expression): readonly (string | undefined)[] {
  const known = expression.is === 'call' ? language.aggregates.get(expression.name) : undefined;
  if (expression.is !== 'call' || known === undefined)
    return [impliedName(expression, language, { aggregate: nameOf })];
  const { aggregate, conditional } = known;
  const given = expression.arguments.map((each) => each.value);
  if (conditional) given.splice(1, 1);
  const arguments_ = {
    columns: given.map((each) => impliedName(each, language) ?? ''),
    types: given.map(() => 'dynamic' as const),
    constants: given.map((each) => (each.is === 'literal' ? literalValue(each) : undefined)),
  };
  if (aggregate.outputs !== undefined) return aggregate.outputs(arguments_).map(({ name }) => name);
  return [
    aggregate.columnName?.(arguments_) ??
      `${conditional ? expression.name : aggregate.name}_${arguments_.columns[0] ?? ''}`,
  ];
}

/** The name of an aggregate's first result; undefined for any other call. */
function nameOf(call: Call): string | undefined {
  return language.aggregates.has(call.name) ? columnNames(call)[0] : undefined;
}
