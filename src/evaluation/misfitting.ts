import type { Problem } from '../base/problem.js';
import type { Misfits } from '../kql/index.js';
import { typeDisagrees } from './problems.js';

/** Values that did not fit their columns; a column is read several times, and each time in parts or whole. */
export class Misfitting {
  private readonly found = new Map<string, { readonly table: string; readonly values: Misfits }>();

  add(table: string, values: Misfits): void {
    const key = `${table}\n${values.column}`;
    const known = this.found.get(key);
    if (known === undefined || known.values.count < values.count) this.found.set(key, { table, values });
  }

  get problems(): Problem[] {
    return [...this.found.values()].map(({ table, values: { column, type, count, example } }) =>
      typeDisagrees(table, { column, type, count, example: shortText(example) }),
    );
  }
}

const longest = 60;

function shortText(json: Misfits['example']): string {
  const text = JSON.stringify(json, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
