import type { Span } from '../../base/span.js';
import { apply, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { literalOf } from '../plan/literals.js';
import type { Assignment, Bound } from '../plan/nodes.js';
import type { OperatorBinding } from '../plan/registry.js';
import type { Relation } from '../plan/scope.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';
import type { ColumnDeclaration } from '../types/table.js';
import { projected, projection, wordParameter } from './inputs.js';
import { bindSearchPredicate, looksEverywhere, namesIn } from './search-predicate.js';
import { type Branch, bindBranches, everyTable, unite } from './union.js';

/**
 * The rows of several tables for which a condition holds: the columns that all have or the condition names, the rest packed in a bag.
 * @see https://learn.microsoft.com/kusto/query/find-operator
 */
export const bindFind: OperatorBinding<'find'> = (syntax, input, scope, binder) => {
  const { span } = syntax;
  if (input !== null) raise(problems.failed('KS005', "'find' begins a query; it takes no table before it.", span));
  const listed = syntax.tables.length > 0 ? syntax.tables : [everyTable(span)];
  const all = bindBranches(listed, { prefix: undefined, from: 0, fuzzy: false }, scope, binder);
  const names = namesIn(syntax.predicate).filter((name) => all.some(({ relation }) => has(relation, name)));
  const everywhere = all.length === 1 || names.length === 0 || looksEverywhere(syntax.predicate, scope);
  const branches = everywhere ? all : all.filter(({ relation }) => names.some((name) => has(relation, name)));
  const shape = new FindShape(branches, names, binder, span);
  const items = syntax.project === null || syntax.project === 'smart' ? null : syntax.project;
  const found = branches.map(({ relation, label }): Branch => {
    const rows = shape.completed(relation);
    const predicate = bindSearchPredicate(syntax.predicate, {
      rows,
      scope,
      binder,
      caseSensitive: false,
    });
    const matching: Relation = {
      plan: { kind: 'where', input: rows.plan, predicate, columns: rows.plan.columns, serialized: false, span },
      open: rows.open,
    };
    const assignments = items === null ? shape.smart(relation) : shape.explicit(relation, items);
    return { label, relation: projected(matching, assignments, span, relation.open) };
  });
  const source = wordParameter(syntax.parameters, 'withsource')?.word ?? 'source_';
  const united = unite(found, 'outer', source, span, binder);
  const columns = united.plan.columns.map(({ name }) => name);
  const kept = syntax.away === null ? columns : without(columns, syntax.away, source, items);
  const last = kept.filter((name) => name === packed);
  return projection(
    united,
    [...kept.filter((name) => name !== packed), ...last].map((name) => ({ name, from: name })),
    span,
    items === null ? united.open : [],
  );
};

/** The column that holds what has no column of its own. */
const packed = 'pack_';

const has = ({ plan }: Relation, name: string): boolean => plan.columns.some((column) => column.name === name);

function without(
  columns: readonly string[],
  away: readonly Expression[],
  source: string,
  items: readonly Expression[] | null,
): string[] {
  if (away.some(({ is }) => is === 'star'))
    return columns.filter((name) => name === source || (name === packed && items?.some(isPack)));
  const names = new Set(away.map((each) => (each.is === 'name' ? each.name : '')));
  return columns.filter((name) => !names.has(name));
}

/** Which columns the result of `find` has. */
class FindShape {
  private readonly common: readonly ColumnDeclaration[];
  private readonly packs: boolean;

  constructor(
    private readonly branches: readonly Branch[],
    /** The columns that the condition names. */
    private readonly names: readonly string[],
    private readonly binder: Binder,
    private readonly span: Span,
  ) {
    const [first, ...rest] = branches.map(({ relation }) => relation);
    this.common = (first?.plan.columns ?? []).filter(({ name, type }) =>
      rest.every(({ plan }) => plan.columns.some((column) => column.name === name && column.type === type)),
    );
    this.packs = branches.some(({ relation }) => this.rest(relation).length > 0);
  }

  /** A table with the columns that the condition names and only other tables have, as nulls. */
  completed(relation: Relation): Relation {
    const missing = this.names.filter((name) => !has(relation, name));
    if (missing.length === 0) return relation;
    const own = relation.plan.columns.map(({ name, type }): Assignment => ({ name, value: this.column(name, type) }));
    const added = missing.map((name): Assignment => ({ name, value: this.valueOf(relation, name) }));
    return projected(relation, [...own, ...added], this.span, relation.open);
  }

  /** `project-smart`: the common columns, those that the condition names, and the rest in a bag. */
  smart(relation: Relation): Assignment[] {
    const common = this.common.map(({ name, type }): Assignment => ({ name, value: this.column(name, type) }));
    const named = this.names
      .filter((name) => !this.common.some((column) => column.name === name))
      .map((name): Assignment => ({ name, value: this.valueOf(relation, name) }));
    const bag = this.packs ? [{ name: packed, value: this.bag(this.rest(relation)) }] : [];
    return [...common, ...named, ...bag];
  }

  /** `project a, b:long, pack_all()` */
  explicit(relation: Relation, items: readonly Expression[]): Assignment[] {
    const columns = items.filter((item) => !isPack(item)).map((item) => this.item(relation, item));
    const taken = new Set(columns.map(({ name }) => name));
    const rest = relation.plan.columns.filter(({ name }) => !taken.has(name));
    return items.some(isPack) ? [...columns, { name: packed, value: this.bag(rest) }] : columns;
  }

  private item(relation: Relation, item: Expression): Assignment {
    const typed =
      item.is === 'binary' && item.operator === ':' && item.right.is === 'typeof' ? item.right.type : undefined;
    const name = item.is === 'binary' ? item.left : item;
    if (name.is !== 'name') return raise(problems.failed('KS109', 'Expected the name of a column.', item.span));
    if (this.typesOf(name.name).length > 1)
      raise(problems.unsupported('find ... project of a column with several types', item.span));
    const value = this.valueOf(relation, name.name);
    return { name: name.name, value: typed === undefined ? value : convertTo(value, typed, this.binder) };
  }

  /** The columns of a table that only the bag holds. */
  private rest({ plan }: Relation): ColumnDeclaration[] {
    return plan.columns.filter(
      ({ name, type }) =>
        !this.names.includes(name) && !this.common.some((column) => column.name === name && column.type === type),
    );
  }

  private typesOf(name: string) {
    const all = this.branches.flatMap(({ relation }) => relation.plan.columns.filter((column) => column.name === name));
    return [...new Set(all.map(({ type }) => type))];
  }

  /** A table's column of that name, or null where only others have it. */
  private valueOf({ plan, open }: Relation, name: string): Bound {
    const own = plan.columns.find((column) => column.name === name);
    if (own !== undefined) return this.column(name, own.type);
    const [type] = this.typesOf(name);
    if (type !== undefined) return literalOf(type === 'string' ? '' : null, type, this.span);
    if (open.length === 0) raise(problems.unknownName(name, this.span));
    return this.binder.assumptions.assume(open[0], name, this.span);
  }

  private bag(columns: readonly ColumnDeclaration[]): Bound {
    const parts = columns.flatMap(({ name, type }) => [literalOf(name, 'string', this.span), this.column(name, type)]);
    return parts.length === 0 ? literalOf({}, 'dynamic', this.span) : apply('bag_pack', parts, this.span, this.binder);
  }

  private column(name: string, type: ColumnDeclaration['type']): Bound {
    return { is: 'column', name, type, span: this.span };
  }
}

function isPack(item: Expression): boolean {
  return item.is === 'call' && (item.name === 'pack' || item.name === 'pack_all');
}
