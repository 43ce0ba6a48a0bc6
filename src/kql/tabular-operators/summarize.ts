import { invariant } from '../../base/invariant.js';
import type { Span } from '../../base/span.js';
import { bindCondition, bindScalar, chooseFor, convertTo, useAsKey } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { isConstant, literalValue } from '../plan/literals.js';
import { FreeNames, impliedName } from '../plan/naming.js';
import type { AggregateCall, Assignment, Bound } from '../plan/nodes.js';
import type { OperatorBinding } from '../plan/registry.js';
import type { Relation, Scope } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Call, Expression } from '../syntax/nodes.js';
import { type ColumnItem, columnItems, declaredBy, piped, projected } from './inputs.js';
import { namedItems } from './project.js';

/** @see https://learn.microsoft.com/kusto/query/summarize-operator */
export const bindSummarize: OperatorBinding<'summarize'> = (syntax, given, scope, binder) => {
  const input = piped(given, 'summarize', syntax.span);
  const by = namedItems((syntax.by ?? []).flatMap((each) => keyItems(each, input, scope, binder)));
  for (const { name, value } of by) {
    useAsKey(value, binder);
    if (value.type === 'dynamic')
      raise(
        problems.failed(
          'KS116',
          `Rows cannot be grouped by the dynamic value '${name}': convert it first.`,
          value.span,
        ),
      );
  }
  const named = syntax.aggregates.flatMap((each) => (each.is === 'named' ? each.names.map(({ name }) => name) : []));
  const list = new AggregateList(input, by, scope, binder, new Set(named));
  for (const expression of syntax.aggregates) list.add(expression);
  return list.relation(syntax.span);
};

/** A key; the name of a `let` is none for it. */
function keyItems(expression: Expression, input: Relation, scope: Scope, binder: Binder): ColumnItem[] {
  const items = columnItems([expression], input, scope, binder);
  if (expression.is !== 'name') return items;
  return items.map((item) => (item.value.is === 'column' ? item : { ...item, name: undefined, declared: false }));
}

/** `count()` of all rows under a name. */
export function countAll(input: Relation, name: string, span: Span, scope: Scope, binder: Binder): Relation {
  const call: Call = { is: 'call', name: 'count', nameSpan: span, arguments: [], span };
  const list = new AggregateList(input, [], scope, binder);
  list.add({ is: 'named', names: [{ name, span }], compound: false, value: call, span });
  return list.relation(span);
}

/** The result columns of `summarize`, in the order of the query. */
export class AggregateList {
  private readonly calls: AggregateCall[] = [];
  private readonly results: Assignment[] = [];
  private readonly names: FreeNames;
  private readonly declaredNames: Set<string>;
  private hidden = 0;
  /** Whether an aggregate takes all columns, and so those of an open table that nobody has named yet. */
  private hasStar = false;

  constructor(
    private readonly input: Relation,
    private readonly by: readonly Assignment[],
    private readonly scope: Scope,
    private readonly binder: Binder,
    /** The names that the query gives to columns of this list. */
    private readonly given: ReadonlySet<string> = new Set(),
  ) {
    this.names = new FreeNames(by.map((each) => each.name));
    this.declaredNames = new Set(by.map((each) => each.name));
  }

  /** Adds one expression of the list: an aggregate, or a scalar expression over aggregates (of a series also a constant). */
  add(expression: Expression, mayBeConstant = false): void {
    const named = expression.is === 'named' ? expression : undefined;
    const value = named?.value ?? expression;
    if (value.is === 'call' && this.isAggregate(value)) {
      const call = this.aggregate(value);
      this.calls.push(call);
      call.outputs.forEach((output, i) => {
        const given = named?.names[i];
        const name = given === undefined ? this.free(this.finalName(call, i)) : this.declared(given.name, given.span);
        this.results.push({ name, value: { is: 'column', span: value.span, ...output } });
      });
      return;
    }
    const onlyAggregates: Relation = {
      ...this.input,
      plan: { ...this.input.plan, columns: [] },
      open: [],
      aggregate: (call) => this.nested(call),
    };
    const aggregates = this.calls.length;
    const bound = bindScalar(value, onlyAggregates, this.scope, this.binder);
    if (this.calls.length === aggregates && !mayBeConstant)
      raise(problems.failed('TT-NO-AGGREGATE', 'Expected an aggregation function.', value.span));
    const implied = impliedName(value, this.binder.registry, { aggregate: (call) => this.nestedNames.get(call) });
    const name =
      named !== undefined
        ? this.declared(named.names[0].name, named.names[0].span)
        : implied === undefined
          ? this.names.takeNumbered()
          : this.names.take(implied);
    this.results.push({ name, value: bound });
  }

  private free(wanted: string): string {
    return wanted === '' ? this.names.takeNumbered() : this.names.take(wanted);
  }

  /** A name that the query gives: twice is an error, but behind a column that has it by itself it gets a number as any other. */
  private declared(name: string, span: Span): string {
    if (this.declaredNames.has(name)) raise(problems.duplicateColumn(name, span));
    this.declaredNames.add(name);
    return this.names.take(name);
  }

  /** The names that outputs would have, kept beside the hidden ones they are computed under. */
  private readonly wanted = new WeakMap<AggregateCall, readonly string[]>();

  private finalName(call: AggregateCall, output: number): string {
    return (this.wanted.get(call) as readonly string[])[output];
  }

  /** The names that aggregates inside an expression would have by themselves. */
  private readonly nestedNames = new WeakMap<Call, string>();

  private nested(call: Call): Bound {
    const aggregate = this.aggregate(call);
    this.calls.push(aggregate);
    this.nestedNames.set(call, this.finalName(aggregate, 0));
    const [output] = aggregate.outputs;
    return { is: 'column', name: output.name, type: output.type, span: call.span };
  }

  private isAggregate(call: Call): boolean {
    return this.binder.registry.aggregates.has(call.name) && this.scope.find(call.name) === undefined;
  }

  /** Binds one aggregate over the rows of the input. */
  private aggregate(call: Call): AggregateCall {
    const { binder, input } = this;
    const known = binder.registry.aggregates.get(call.name);
    invariant(known !== undefined, `'${call.name}' is an aggregate`);
    const { aggregate, conditional } = known;
    const syntax = [...call.arguments];
    const [conditionSyntax] = conditional ? syntax.splice(1, 1) : [];
    const beside = syntax.map((each) => each.value);
    const values = syntax.flatMap(({ name, value }) =>
      value.is === 'star'
        ? this.starColumns(beside)
        : [
            {
              value: bindScalar(value, input, this.scope, binder),
              name: name ?? impliedName(value, binder.registry) ?? '',
            },
          ],
    );
    const given = values.map(({ value }) => value);
    if (aggregate.ordered === true && given[0] !== undefined) useAsKey(given[0], binder);
    const choice = chooseFor(aggregate.overloads, given, binder);
    if (choice === undefined)
      return raise(
        problems.wrongArguments(
          call.name,
          given.map((each) => each.type),
          call.span,
        ),
      );
    const chosen = aggregate.overloads[choice.overload];
    for (const at of chosen.literal ?? []) {
      if (values[at] !== undefined && !isConstant(values[at].value))
        raise(problems.notConstant(call.name, values[at].value.span));
    }
    const args = values.map(({ value }, i) =>
      chosen.parameters[Math.min(i, chosen.parameters.length - 1)].type === 'any'
        ? value
        : convertTo(value, choice.types[i], binder),
    );
    const naming = {
      columns: values.map(({ name }) => name),
      types: args.map((each) => each.type),
      constants: args.map((each) => (each.is === 'literal' ? literalValue(each) : undefined)),
    };
    const type = typeof chosen.result === 'function' ? chosen.result(naming.types) : chosen.result;
    const wanted = aggregate.outputs?.(naming) ?? [
      {
        name:
          aggregate.columnName?.(naming) ?? `${conditional ? call.name : aggregate.name}_${naming.columns[0] ?? ''}`,
        type,
      },
    ];
    const condition =
      conditionSyntax === undefined ? null : bindCondition(conditionSyntax.value, input, this.scope, binder);
    const outputs = wanted.map((output) => {
      const from =
        wanted.length > 1 ? naming.columns.indexOf(output.name) : typeof chosen.result === 'function' ? 0 : -1;
      const name = `$${this.hidden++}`;
      return args[from]?.type === output.type ? declaredBy(name, args[from]) : { name, type: output.type };
    });
    const bound: AggregateCall = {
      function: aggregate.name,
      overload: choice.overload,
      arguments: args,
      condition,
      outputs,
      span: call.span,
    };
    this.wanted.set(
      bound,
      wanted.map(({ name }) => name),
    );
    return bound;
  }

  /** What `*` stands for: all columns but the group keys and those named beside it. */
  private starColumns(beside: readonly Expression[]): { value: Bound; name: string }[] {
    this.hasStar = true;
    const named = new Set(beside.flatMap((each) => (each.is === 'name' ? [each.name] : [])));
    // A column that only its use tells of, under a name that this list gives, is what the list makes of it.
    for (const { name, origin } of this.input.plan.columns) {
      if (origin !== undefined && this.given.has(name)) named.add(name);
    }
    const keys = new Set(this.by.flatMap(({ value }) => (value.is === 'column' ? [value.name] : [])));
    return this.input.plan.columns
      .filter(({ name }) => !named.has(name) && !keys.has(name))
      .map((column) => ({
        name: column.name,
        value: { is: 'column', span: beside[0]?.span ?? { start: 0, end: 0 }, ...column },
      }));
  }

  relation(span: Span): Relation {
    const keys = this.by.map(({ name, value }) => declaredBy(name, value));
    const columns = [...keys, ...this.calls.flatMap((call) => call.outputs)];
    const open = this.hasStar ? this.input.open : [];
    const grouped: Relation = {
      plan: {
        kind: 'summarize',
        input: this.input.plan,
        by: this.by,
        aggregates: this.calls,
        columns,
        serialized: false,
        span,
      },
      open: [],
    };
    const kept = keys.map((key): Assignment => ({ name: key.name, value: { is: 'column', span, ...key } }));
    return { ...projected(grouped, [...kept, ...this.results], span, []), open };
  }
}
