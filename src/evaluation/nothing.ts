import type { FunctionSyntax } from '../kql/index.js';
import { mentionsOf } from './mentions.js';
import type { RunnableRule } from './model.js';

type Statement = FunctionSyntax['body'][number];
type Expression = Extract<Statement, { is: 'expression' }>['value'];
type Operator = Extract<Expression, { is: 'pipeline' }>['operators'][number];
type Call = Extract<Expression, { is: 'call' }>;

/** Operators that give no row when none comes in. */
const quiet = new Set(
  (
    'where extend project project-away project-keep project-rename project-reorder project-by-names distinct serialize sort top take ' +
    'sample mv-expand mv-apply parse parse-where parse-kv render as'
  ).split(' '),
);
const quietPlugins = new Set(['bag_unpack', 'ipv4_lookup', 'ipv6_lookup']);
/** Kinds of a join that give a row only for one of the left side. */
const leftKinds = new Set([
  'inner',
  'innerunique',
  'leftouter',
  'leftsemi',
  'leftanti',
  'anti',
  'semi',
  'leftantisemi',
]);
/** How deep functions may call each other before nothing is said of them. */
const maxDepth = 40;

/**
 * Whether a query that reads empty tables only has an empty result: rows come from nothing in `print`, in `count` and the like. It follows
 * the rows only: what a scalar is made of changes which rows pass, not that there are none. False where it is not certain.
 */
export function givesNothingFromNothing(runnable: RunnableRule): boolean {
  for (const { hidesTables } of mentionsOf(runnable)) if (hidesTables) return false;
  return new RowSeeker(runnable.function).isBodyQuiet(runnable.syntax.statements, undefined, 0);
}

/** The names in sight, the last defined first. */
interface Scope {
  readonly name: string;
  /** What it stands for, with the names in sight there; undefined where that is not known. */
  readonly value: Expression | FunctionSyntax | undefined;
  readonly inside: Scope | undefined;
  readonly outer: Scope | undefined;
}

class RowSeeker {
  constructor(private readonly functionNamed: RunnableRule['function']) {}

  isBodyQuiet(statements: readonly Statement[], outer: Scope | undefined, depth: number): boolean {
    let scope = outer;
    let results = 0;
    for (const statement of statements) {
      if (statement.is === 'let') scope = { name: statement.name, value: statement.value, inside: scope, outer: scope };
      else if (statement.is === 'expression') {
        results++;
        if (!this.isQuiet(statement.value, scope, depth)) return false;
      } else if (statement.is !== 'set' && statement.is !== 'query_parameters' && statement.is !== 'alias')
        return false;
    }
    return results > 0;
  }

  private isQuiet(expression: Expression, scope: Scope | undefined, depth: number): boolean {
    if (depth > maxDepth) return false;
    switch (expression.is) {
      case 'pipeline': {
        const { source, operators } = expression;
        if (source === null && operators[0]?.is !== 'union') return false;
        if (source !== null && !this.isQuiet(source, scope, depth)) return false;
        return operators.every((operator) => this.isOperatorQuiet(operator, scope, depth));
      }
      case 'name':
        return this.isNameQuiet(expression.name, [], scope, depth);
      case 'member':
        // `workspace("w").T`
        return expression.object.is === 'call' && this.functionNamed(expression.name) === undefined;
      case 'call': {
        const [first] = expression.arguments;
        if (expression.name === 'materialize' && first !== undefined && find(scope, 'materialize') === undefined)
          return this.isQuiet(first.value, scope, depth);
        return this.isKnown(expression.name, scope) && this.isCallQuiet(expression, [], scope, depth);
      }
      default:
        return false;
    }
  }

  private isOperatorQuiet(operator: Operator, scope: Scope | undefined, depth: number): boolean {
    switch (operator.is) {
      case 'summarize':
        return operator.by !== null && operator.by.length > 0;
      case 'lookup':
        return true;
      case 'join': {
        const kind = operator.parameters.find(({ name }) => name === 'kind')?.value;
        const isLeft = kind === undefined || (kind.is === 'name' && leftKinds.has(kind.name));
        return isLeft || this.isQuiet(operator.right, scope, depth);
      }
      case 'union':
        return operator.inputs.every((input) => this.isQuiet(input, scope, depth));
      case 'evaluate':
        return quietPlugins.has(operator.call.name);
      case 'invoke':
        // The rows so far are its first argument, and there are none.
        return this.isKnown(operator.call.name, scope) && this.isCallQuiet(operator.call, [undefined], scope, depth);
      default:
        return quiet.has(operator.is);
    }
  }

  private isKnown(name: string, scope: Scope | undefined): boolean {
    return find(scope, name) !== undefined || this.functionNamed(name) !== undefined;
  }

  private isCallQuiet(
    { name, arguments: given }: Call,
    piped: readonly undefined[],
    scope: Scope | undefined,
    depth: number,
  ): boolean {
    const isNamed = given.some((argument) => 'name' in argument && argument.name !== undefined);
    const args = [...piped.map(() => null), ...given.map(({ value }) => (isNamed ? undefined : value))];
    return this.isNameQuiet(name, args, scope, depth);
  }

  /** `given`: null is a table without rows, undefined what is not known. */
  private isNameQuiet(
    name: string,
    given: readonly (Expression | null | undefined)[],
    scope: Scope | undefined,
    depth: number,
  ): boolean {
    const known = find(scope, name);
    const shared = known === undefined ? this.functionNamed(name) : undefined;
    if (known === undefined && shared === undefined) return true;
    const value = known === undefined ? shared : known.value;
    if (value === undefined) return false;
    const inside = known?.inside;
    if (value.is !== 'function') return this.isQuiet(value, inside, depth + 1);
    let body: Scope | undefined = inside;
    value.parameters.forEach((parameter, i) => {
      const argument = given[i] === null ? noTable : given[i];
      body = { name: parameter.name, value: argument, inside: argument === noTable ? undefined : scope, outer: body };
    });
    return this.isBodyQuiet(value.body, body, depth + 1);
  }
}

/** A name that stands for no table that has rows. */
const noTable: Expression = { is: 'name', name: '\u0000', span: { start: 0, end: 0 } };

function find(scope: Scope | undefined, name: string): Scope | undefined {
  for (let each = scope; each !== undefined; each = each.outer) if (each.name === name) return each;
  return undefined;
}
