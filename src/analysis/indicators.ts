import type { FunctionSyntax, Operator, Statement } from '../kql/index.js';
import { condition, type Reading } from './conditions.js';
import { type Lets, withLet } from './constants.js';
import type { Indicator, Predicate, PredicateTree } from './model.js';
import { choosesLog } from './scope.js';
import type { Section } from './stages.js';

/** What a query looks for and what it leaves out. */
export interface Found {
  readonly indicators: Indicator[];
  readonly exclusions: Indicator[];
}

/** Collects the indicators of all conditions, those of subqueries too. */
export function indicatorsOf(text: string, sections: readonly Section[], lets: Lets, table: string | null): Found {
  const found: Found = { indicators: [], exclusions: [] };
  for (const { index, parts } of sections) {
    const collector = new Collector(text, table, index, found);
    collector.statements(parts, index === 0 && sections[0].kind === 'let' ? new Map() : lets);
  }
  return found;
}

/** Walks the syntax of one stage; a subquery that rows must not be in turns what it looks for into what is left out. */
class Collector {
  constructor(
    private readonly text: string,
    private readonly table: string | null,
    private readonly stage: number,
    private readonly found: Found,
  ) {}

  statements(parts: readonly unknown[], lets: Lets, negated = false): void {
    let known = lets;
    for (const part of parts) {
      this.#walk(part, known, negated);
      if (isNode(part) && part.is === 'let') known = withLet(known, part as unknown as Statement);
    }
  }

  #walk(part: unknown, lets: Lets, negated: boolean): void {
    if (Array.isArray(part)) for (const each of part) this.#walk(each, lets, negated);
    if (!isNode(part)) return;
    if ('predicate' in part) {
      const { predicate } = part as unknown as Extract<Operator, { is: 'where' }>;
      this.#collect(condition(predicate, { text: this.text, lets } satisfies Reading), negated);
    }
    switch (part.is) {
      case 'function': {
        const { parameters, body } = part as unknown as FunctionSyntax;
        const inside = new Map(lets);
        for (const { name } of parameters) inside.set(name, undefined);
        this.statements(body, inside, negated);
        break;
      }
      case 'in':
        this.#walk(part.left, lets, negated);
        this.#walk(part.list, lets, negated !== String(part.operator).startsWith('!'));
        break;
      case 'join':
        this.#walk(part.right, lets, negated !== isAnti(part as unknown as Operator));
        break;
      default:
        for (const value of Object.values(part)) this.#walk(value, lets, negated);
    }
  }

  #collect(tree: PredicateTree, negated: boolean): void {
    if (tree.is === 'opaque') return;
    if (tree.is === 'predicate') this.#add(tree, negated);
    else for (const part of tree.parts) this.#collect(part, negated !== (tree.is === 'not'));
  }

  #add({ field, kind, values, cased, span }: Predicate, negated: boolean): void {
    const differs = kind === 'ne';
    const into = negated !== differs ? this.found.exclusions : this.found.indicators;
    const shown = kind === 'between' ? [values.join(' .. ')] : values.length === 0 ? [null] : values;
    for (const value of shown) {
      into.push({
        field,
        kind: differs ? 'eq' : kind,
        value,
        ...(cased !== undefined && { cased }),
        scope: choosesLog(field),
        table: this.table,
        stage: this.stage,
        span,
      });
    }
  }
}

function isNode(part: unknown): part is { readonly is: string } & Readonly<Record<string, unknown>> {
  return typeof part === 'object' && part !== null && 'is' in part;
}

/** `join kind=leftanti` keeps the rows that the right side does not have. */
function isAnti({ parameters }: Operator): boolean {
  const kind = parameters.find((parameter) => parameter.name === 'kind')?.value;
  return kind?.is === 'name' && /^(left)?anti(semi)?$/.test(kind.name);
}
