import type { Token } from './nodes.js';
import { optional, part, type TokenTree, type Tree } from './tree.js';

/** The stretches of a query that have a colour, in order. */
export function colour(root: Tree, kindOf: (node: Tree) => string): Token[] {
  const tokens: Token[] = [];

  function addToken(token: TokenTree, kind: string, role: Role): void {
    const { TextStart: start, End: end, Trivia: before } = token;
    for (const { 0: comment, index } of before.matchAll(/\/\/[^\r\n]*/g)) {
      const at = start - before.length + index;
      tokens.push({ class: 'cm', span: { start: at, end: at + comment.length } });
    }
    const found = classOf(token.Text, kind, role);
    if (found !== undefined && end > start) tokens.push({ class: found, span: { start, end } });
  }

  const waiting: { node: Tree; role: Role }[] = [{ node: root, role: undefined }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, role } = next;
    const kind = kindOf(node);
    if (isToken(kind)) addToken(node as TokenTree, kind, role);
    for (let i = node.ChildCount - 1; i >= 0; i--) {
      const child = node.GetChild(i);
      if (child !== null) waiting.push({ node: child, role: roleOf(child, node, kind, role, kindOf) });
    }
  }
  return tokens;
}

/** What a name or keyword stands for where it stands. */
type Role = 'tb' | 'fn' | 'kw' | 'o' | undefined;

/** The parts that hold a table when they hold a name: by the kind of the node, its parts. */
const sources: Readonly<Record<string, readonly string[] | undefined>> = {
  PipeExpression: ['Expression'],
  ExpressionStatement: ['Expression'],
  FunctionBody: ['Expression'],
  PartitionQuery: ['Query'],
  ToScalarExpression: ['Expression'],
  ToTableExpression: ['Expression'],
  MaterializeExpression: ['Expression'],
  JoinOperator: ['Expression'],
  LookupOperator: ['Expression'],
  UnionOperator: ['Expressions'],
  FindInClause: ['Expressions'],
};

const functionKeywords: Readonly<Record<string, string | undefined>> = {
  ToScalarExpression: 'ToScalar',
  ToTableExpression: 'ToTable',
  MaterializeExpression: 'MaterializeKeyword',
  DynamicExpression: 'Dynamic',
};

/** Nodes through which a role goes on to the name inside. */
const passing = new Set([
  'ParenthesizedExpression',
  'NameReference',
  'NameDeclaration',
  'TokenName',
  'BracketedName',
  'WildcardedName',
  'List',
  'SeparatedElement',
]);

function roleOf(child: Tree, parent: Tree, kind: string, role: Role, kindOf: (node: Tree) => string): Role {
  const is = (name: string) => optional(parent, name) === child;
  if (sources[kind]?.some(is)) return 'tb';
  if (kind === 'FunctionCallExpression') return is('Name') ? 'fn' : undefined;
  if (kind === 'PathExpression')
    return is('Selector') && kindOf(part(parent, 'Expression')) === 'FunctionCallExpression' ? role : undefined;
  if (kind === 'NamedParameter' && is('Name')) return 'kw';
  if (kind === 'TokenLiteralExpression') return 'kw';
  if (functionKeywords[kind] !== undefined && is(functionKeywords[kind])) return 'fn';
  if (is('Operator') && optional(parent, 'Left') !== null) return 'o';
  return passing.has(kind) ? role : undefined;
}

const isToken = (kind: string) => /(Token|Keyword)$/.test(kind);

/** Names that read as operators though they are functions. */
const operatorFunctions = new Set(['not']);

const plainSigns = new Set(['(', ')', '[', ']', '{', '}', ',', ';', '.', ':']);

function classOf(text: string, kind: string, role: Role): Token['class'] | undefined {
  if (kind === 'StringLiteralToken') return 'str';
  if (/^(Int|Long|Real|Decimal|DateTime|Timespan|Guid|RawGuid)LiteralToken$/.test(kind)) return 'num';
  if (kind === 'BooleanLiteralToken' || plainSigns.has(text)) return undefined;
  if (role === 'fn') return operatorFunctions.has(text) ? 'o' : 'fn';
  if (role !== undefined) return role;
  if (kind.endsWith('Keyword')) return 'kw';
  return /^[^\w\s$"'@#]/.test(text) ? 'o' : undefined;
}
