import type { Expression, Operator } from '../kql/index.js';
import {
  type Columns,
  columnNamed,
  columnsOfTable,
  type Origin,
  onlyColumns,
  untraced,
  withColumns,
} from './columns.js';
import { originOf, type Reading } from './origins.js';

/** The columns behind an operator that reads no other table; `make` says what the expressions of a list make. */
export function columnsAfter(
  operator: Operator,
  columns: Columns,
  reading: Reading,
  make: (expressions: readonly Expression[]) => (readonly [string, Origin])[],
): Columns {
  const at = operator.span.start;
  switch (operator.is) {
    case 'extend':
    case 'serialize':
      return withColumns(columns, make(operator.columns));
    case 'project':
    case 'distinct':
      return operator.columns.some(({ is }) => is === 'star') ? columns : onlyColumns(make(operator.columns));
    case 'print':
      return onlyColumns(make(operator.columns));
    case 'summarize': {
      const made = make([...(operator.by ?? []), ...operator.aggregates]);
      return takesAll(operator.aggregates) ? withColumns(columns, made) : onlyColumns(made);
    }
    case 'count':
      return onlyColumns([[operator.as ?? 'Count', { ...untraced('count()', [], at), aggregate: true }]]);
    case 'make-series': {
      const made = make([...operator.aggregates.map(({ value }) => value), operator.on, ...(operator.by ?? [])]);
      return onlyColumns(made);
    }
    case 'project-away':
      return { ...columns, known: new Map([...columns.known].filter(([name]) => !matches(operator.columns, name))) };
    case 'project-keep': {
      const plain = operator.columns.filter((each) => each.is === 'name' && !each.wildcard);
      const kept = [...columns.known].filter(([name]) => matches(operator.columns, name));
      return onlyColumns([...kept, ...make(plain).filter(([name]) => !columns.known.has(name))]);
    }
    case 'project-rename': {
      const known = new Map(columns.known);
      for (const expression of operator.columns) {
        if (expression.is !== 'named' || expression.value.is !== 'name') continue;
        const old = columnNamed(expression.value.name, columns);
        known.delete(expression.value.name);
        known.set(expression.names[0].name, { ...old, at: old.at < 0 ? at : old.at });
      }
      return { ...columns, known };
    }
    case 'parse':
    case 'parse-where': {
      const { from } = originOf(operator.value, reading);
      const names = operator.pattern.flatMap((part) => (part.is === 'capture' ? [part.name] : []));
      return withColumns(
        columns,
        names.map((name) => [name, untraced(name, from, at)]),
      );
    }
    case 'parse-kv': {
      const { from } = originOf(operator.value, reading);
      return withColumns(
        columns,
        operator.columns.map(({ name }) => [name, untraced(name, from, at)]),
      );
    }
    case 'mv-expand':
      return withColumns(columns, items(make(operator.columns.map(({ value }) => value))));
    case 'range':
      return onlyColumns([[operator.name, untraced(operator.name, [], at)]]);
    case 'top-nested':
      return onlyColumns(operator.clauses.flatMap(({ of, by }) => make([of, by])));
    case 'top-hitters':
    case 'sample-distinct':
      return { ...onlyColumns(make([operator.of])), open: operator.is === 'top-hitters' };
    case 'getschema':
    case 'reduce':
    case 'unknown':
    case 'project-by-names':
    case 'partition-by':
      return columnsOfTable(null);
    default:
      return columns;
  }
}

/** An item of a list is written like the list, and is no column of the table any more. */
export function items(columns: readonly (readonly [string, Origin])[]): (readonly [string, Origin])[] {
  return columns.map(([name, origin]) => [name, { ...origin, table: null }]);
}

/** `summarize arg_max(a, *)` */
function takesAll(aggregates: readonly Expression[]): boolean {
  return aggregates.some((each) => {
    const value = each.is === 'named' ? each.value : each;
    return value.is === 'call' && value.arguments.some((argument) => argument.value.is === 'star');
  });
}

/** Whether one of `a*` or `a` names a column. */
function matches(expressions: readonly Expression[], column: string): boolean {
  return expressions.some((expression) => {
    if (expression.is !== 'name') return false;
    if (!expression.wildcard) return expression.name === column;
    const parts = expression.name.split('*').map((part) => part.replace(/\W/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(column);
  });
}
