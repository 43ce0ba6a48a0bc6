import { isUnsettled } from '../plan/assumptions.js';
import { bindCondition, bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { isConstant, literalOf } from '../plan/literals.js';
import type { Assignment, Bound, PlanOf } from '../plan/nodes.js';
import { commonType } from '../plan/overloads.js';
import type { OperatorBinding, OperatorOf } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression, ScanStep } from '../syntax/nodes.js';
import type { ScalarType } from '../types/scalar-type.js';
import type { ColumnDeclaration } from '../types/table.js';
import { columnItems, piped, sortKeys, wordParameter } from './inputs.js';

type Scan = PlanOf<'scan'>;

/** @see https://learn.microsoft.com/kusto/query/scan-operator */
export const bindScan: OperatorBinding<'scan'> = (syntax, given, scope, binder) => {
  const { span } = syntax;
  const input = inOrder(piped(given, 'scan', span), syntax, scope, binder);
  const matchId = wordParameter(syntax.parameters, 'with_match_id')?.word ?? null;
  const partitionBy = columnItems(syntax.partitionBy ?? [], input, scope, binder).map(({ value }) => value);
  if (partitionBy.length > 0 && matchId !== null)
    raise(problems.unsupported('scan with_match_id and partition by', span, 'how they count is not documented'));
  const declared = syntax.declare.map(({ name, type, default: standard, span: at }) => {
    if (input.plan.columns.some((column) => column.name === name)) raise(problems.duplicateColumn(name, at));
    return { name, type, default: defaultOf(standard, type, scope, binder) ?? literalOf(nothing(type), type, at) };
  });
  const columns = [...input.plan.columns, ...declared.map(({ name, type }) => ({ name, type }))];
  const steps = syntax.steps.map((step, i) => {
    const names = syntax.steps.slice(0, i + 1).map(({ name }) => name);
    if (names.indexOf(step.name) < i) raise(problems.duplicateColumn(step.name, step.span));
    return bindStep(step, { names, columns, declared, input, scope, binder });
  });
  const id = matchId === null ? [] : [{ name: matchId, type: 'long' as const }];
  return {
    plan: {
      kind: 'scan',
      input: input.plan,
      declared,
      steps,
      partitionBy,
      matchId,
      columns: [...columns, ...id],
      serialized: partitionBy.length === 0,
      span,
    },
    open: input.open,
  };
};

/** How the plan names the column of a step's state. */
export const stateColumn = (step: string, column: string): string => `${step}.${column}`;

/** What a column holds where nothing was put. */
export const nothing = (type: ScalarType): null | '' => (type === 'string' ? '' : null);

function inOrder(input: Relation, syntax: OperatorOf<'scan'>, scope: Scope, binder: Binder): Relation {
  if (syntax.orderBy === null) {
    if (!input.plan.serialized) raise(problems.unsupported('scan of rows without an order', syntax.span));
    return input;
  }
  const by = sortKeys(syntax.orderBy, input, scope, binder);
  const { columns, span } = input.plan;
  return { ...input, plan: { kind: 'sort', input: input.plan, by, columns, serialized: true, span } };
}

function defaultOf(value: Expression | null, type: ScalarType, scope: Scope, binder: Binder): Bound | null {
  if (value === null) return null;
  const bound = bindScalar(value, null, scope, binder);
  return isConstant(bound) ? assignable(bound, type, binder) : raise(problems.notConstant('scan', value.span));
}

/** What the expressions of a step may name: the record, the declared columns' defaults, and the state of the steps up to it. */
interface StepScope {
  readonly names: readonly string[];
  readonly columns: readonly ColumnDeclaration[];
  readonly declared: Scan['declared'];
  readonly input: Relation;
  readonly scope: Scope;
  readonly binder: Binder;
}

function bindStep(step: ScanStep, at: StepScope): Scan['steps'][number] {
  const { names, columns, declared, input, scope, binder } = at;
  if (step.optional) raise(problems.unsupported('optional step of scan', step.span));
  const state = names.flatMap((name) =>
    columns.map((column) => ({ name: stateColumn(name, column.name), type: column.type })),
  );
  const rows: Relation = {
    plan: { ...input.plan, columns: [...columns, ...state], serialized: false },
    open: input.open,
  };
  const assigned = new Set<string>();
  const condition = bindCondition(withState(step.condition, names), rows, scope, binder);
  const assignments = step.assignments.map(({ name, value, span }): Assignment => {
    const target = declared.find((column) => column.name === name);
    if (target === undefined) return raise(problems.unsupported('scan that assigns to a column not declared', span));
    const bound = bindScalar(withState(value, names), rows, scope, binder);
    const early = columnsRead(bound).find((read) => assigned.has(read));
    if (early !== undefined)
      raise(problems.unsupported('scan that reads what the same step assigns', span, `'${early}' is one such`));
    assigned.add(name);
    return { name, value: assignable(bound, target.type, binder) };
  });
  return { name: step.name, output: step.output ?? 'all', condition, assignments };
}

function assignable(value: Bound, type: ScalarType, binder: Binder): Bound {
  const fits =
    value.type === type ||
    type === 'dynamic' ||
    value.type === 'dynamic' ||
    isUnsettled(value) ||
    commonType([value.type, type]) === type;
  return fits ? convertTo(value, type, binder) : raise(problems.wrongType(type, value.type, value.span));
}

/** Makes `step.column` the name of the state's column. */
function withState<Part>(part: Part, steps: readonly string[]): Part {
  if (Array.isArray(part)) return part.map((each) => withState(each, steps)) as Part;
  if (part === null || typeof part !== 'object') return part;
  const expression = part as unknown as Expression;
  if (expression.is === 'member' && expression.object.is === 'name' && steps.includes(expression.object.name))
    return { is: 'name', name: stateColumn(expression.object.name, expression.name), span: expression.span } as Part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withState(value, steps)])) as Part;
}

/** The columns that an expression reads. */
export function columnsRead(bound: Bound): string[] {
  switch (bound.is) {
    case 'column':
      return [bound.name];
    case 'call':
      return bound.arguments.flatMap(columnsRead);
    case 'convert':
      return columnsRead(bound.value);
    default:
      return [];
  }
}
