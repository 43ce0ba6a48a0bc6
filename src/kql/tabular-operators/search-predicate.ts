import type { Span } from '../../base/span.js';
import { isUnsettled } from '../plan/assumptions.js';
import { apply, bindScalar, convertTo } from '../plan/bind-scalar.js';
import type { Binder } from '../plan/binder.js';
import { literalOf } from '../plan/literals.js';
import type { Bound } from '../plan/nodes.js';
import type { Relation, Scope } from '../plan/scope.js';
import { anyColumn, textOf } from '../plan/star.js';
import * as problems from '../problems.js';
import { raise } from '../problems.js';
import type { Expression } from '../syntax/nodes.js';

/** What the condition of `search` and `find` is bound in. */
export interface SearchSpace {
  readonly rows: Relation;
  readonly scope: Scope;
  readonly binder: Binder;
  /** `kind=case_sensitive`: every text is compared by its case. */
  readonly caseSensitive: boolean;
}

/** Binds a condition in which a lone text is looked for in every column, and `column:"text"` in one. */
export function bindSearchPredicate(expression: Expression, space: SearchSpace): Bound {
  const { rows, scope, binder } = space;
  const { span } = expression;
  if (expression.is === 'star') return literalOf(true, 'bool', span);
  if (expression.is === 'binary' && (expression.operator === 'and' || expression.operator === 'or')) {
    const sides = [expression.left, expression.right].map((each) => bindSearchPredicate(each, space));
    return apply(expression.operator, sides, span, binder);
  }
  if (expression.is === 'call' && expression.name === 'not' && expression.arguments.length === 1)
    return apply('not', [bindSearchPredicate(expression.arguments[0].value, space)], span, binder);
  if (expression.is === 'binary' && expression.operator === ':') {
    const term = termOf(bindScalar(expression.right, null, scope, binder), space, span);
    if (expression.left.is === 'star') return inAnyColumn(term, space, span);
    const column = bindScalar(expression.left, rows, scope, binder);
    return apply(term.operator, [textOf(column, binder), term.value], span, binder);
  }
  const bound = bindScalar(space.caseSensitive ? withCase(expression) : expression, rows, scope, binder);
  if (bound.is === 'literal' && bound.type !== 'bool') return inAnyColumn(termOf(bound, space, span), space, span);
  if (bound.type === 'bool' || bound.type === 'dynamic' || isUnsettled(bound)) return convertTo(bound, 'bool', binder);
  return raise(problems.wrongType('bool', bound.type, span));
}

/** Whether a condition looks into every column: it has a lone text or `*`. */
export function looksEverywhere(expression: Expression, scope: Scope): boolean {
  switch (expression.is) {
    case 'star':
      return true;
    case 'literal':
      return expression.type === 'string';
    case 'name': {
      const definition = scope.find(expression.name);
      return definition?.is === 'scalar' && definition.value.type === 'string';
    }
    case 'call':
      return expression.name === 'not' && expression.arguments.some(({ value }) => looksEverywhere(value, scope));
    case 'binary':
      return expression.operator === 'and' || expression.operator === 'or'
        ? looksEverywhere(expression.left, scope) || looksEverywhere(expression.right, scope)
        : expression.left.is === 'star';
    default:
      return false;
  }
}

/** The names in a condition, in their order. */
export function namesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) return [...new Set(expression.flatMap(namesIn))];
  if (expression === null || typeof expression !== 'object') return [];
  if ('is' in expression && expression.is === 'name' && 'name' in expression) return [String(expression.name)];
  return namesIn(Object.values(expression));
}

interface Term {
  readonly operator: string;
  readonly value: Bound;
}

function inAnyColumn({ operator, value }: Term, { rows, binder }: SearchSpace, span: Span): Bound {
  return anyColumn(operator, value, rows.plan.columns, span, binder);
}

/** Where a term has its asterisks says how it is compared. */
function termOf(bound: Bound, { caseSensitive }: SearchSpace, span: Span): Term {
  if (bound.is !== 'literal' || bound.type !== 'string')
    return raise(problems.unsupported(`search for a ${bound.type}`, span, 'only texts are looked for'));
  const [, before, text, behind] = /^(\*?)(.*?)(\*?)$/s.exec(String(bound.value)) as unknown as string[];
  if (text.includes('*')) return { operator: 'matches regex', value: wildcardRegex(bound, caseSensitive, span) };
  const operator = before && behind ? 'contains' : before ? 'hassuffix' : behind ? 'hasprefix' : 'has';
  return { operator: caseSensitive ? `${operator}_cs` : operator, value: literalOf(text, 'string', span) };
}

/** `Lab*PC` is the regular expression `\bLab.*PC\b`. */
function wildcardRegex(bound: Extract<Bound, { is: 'literal' }>, caseSensitive: boolean, span: Span): Bound {
  if (!caseSensitive)
    raise(
      problems.unsupported(
        "search term with '*' inside",
        span,
        'whether its case counts is not documented; kind=case_sensitive says so',
      ),
    );
  const parts = String(bound.value)
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return literalOf(`\\b${parts.join('.*')}\\b`, 'string', span);
}

const withCaseOf: Readonly<Record<string, string>> = { '=~': '==', '!~': '!=', 'in~': 'in', '!in~': '!in' };
const caseless = new Set(['has', 'hasprefix', 'hassuffix', 'contains', 'startswith', 'endswith']);

/** The comparison that minds the case, in the place of one that does not. */
function withCase(expression: Expression): Expression {
  if (expression.is === 'binary') {
    const { operator } = expression;
    const plain = operator.replace(/^!/, '');
    return { ...expression, operator: caseless.has(plain) ? `${operator}_cs` : (withCaseOf[operator] ?? operator) };
  }
  if (expression.is !== 'in') return expression;
  if (expression.operator === 'has_any' || expression.operator === 'has_all')
    return raise(problems.unsupported(`${expression.operator} in search kind=case_sensitive`, expression.span));
  return { ...expression, operator: (withCaseOf[expression.operator] ?? expression.operator) as 'in' | '!in' };
}
