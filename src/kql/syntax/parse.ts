import { type Problem, ProblemError } from '../../base/problem.js';
import { positionAt } from '../../base/span.js';
import { binary, expressionKinds, pipeline } from './expressions.js';
import { MAX_EXPRESSION_DEPTH, MAX_SYNTAX_PROBLEMS, sizeProblem } from './limits.js';
import { literals } from './literals.js';
import type { Diagnostic, Microsoft } from './microsoft.js';
import type { Expression, ParameterSyntax, QuerySyntax } from './nodes.js';
import { operatorKinds } from './operators.js';
import { functionParameter } from './parts.js';
import { noParameters, tooBig, tooManyProblems } from './problems.js';
import { statementKinds } from './statements.js';
import { inWords, type Translator } from './translator.js';
import { items, optional, spanOf, type Tree } from './tree.js';

/** A text as syntax, with what is wrong in it. */
export interface Parsed<Syntax> {
  readonly syntax: Syntax;
  readonly problems: readonly Problem[];
}

/** Parses a query, or the body of a function; `look` may look at Microsoft's own tree of it. */
export function parseQuery(microsoft: Microsoft, text: string, look?: (root: Tree) => void): Parsed<QuerySyntax> {
  return bounded(text, { statements: [] }, (report) => {
    const { root, diagnostics } = microsoft.parse(text);
    look?.(root);
    tell(diagnostics, text, report);
    const to = translator(microsoft, text, report);
    return { statements: items(root, 'Statements').map((statement) => to.statement(statement)) };
  });
}

/** Parses the parameters of a function, with their parentheses. */
export function parseParameters(microsoft: Microsoft, text: string): Parsed<readonly ParameterSyntax[]> {
  return bounded(text, [], (report) => {
    const { root, diagnostics } = microsoft.parseParameters(text);
    if (root === null || root.End < text.trimEnd().length)
      report(noParameters({ start: root?.End ?? 0, end: text.length }));
    tell(diagnostics, text, report);
    const to = translator(microsoft, text, report);
    return items(root, 'Parameters').map((parameter) => functionParameter(parameter, to));
  });
}

/** Keeps what no parser can take away from Microsoft's, and turns a bound that is reached while reading into a problem. */
function bounded<Syntax>(
  text: string,
  nothing: Syntax,
  read: (report: (problem: Problem) => void) => Syntax,
): Parsed<Syntax> {
  const problems: Problem[] = [];
  const tooLarge = sizeProblem(text);
  if (tooLarge !== undefined) return { syntax: nothing, problems: [located(tooLarge, text)] };
  const report = (problem: Problem) => {
    if (!problems.some((told) => isSame(told, problem))) problems.push(located(problem, text));
  };
  try {
    return { syntax: read(report), problems };
  } catch (error) {
    if (error instanceof ProblemError)
      return { syntax: nothing, problems: [...problems, located(error.problem, text)] };
    if (error instanceof RangeError)
      return { syntax: nothing, problems: [...problems, tooBig('nested expressions', MAX_EXPRESSION_DEPTH)] };
    throw error;
  }
}

/** Microsoft and we may find the same mistake; one message is enough. */
function isSame(told: Problem, problem: Problem): boolean {
  return (
    told.kind === 'syntax' &&
    told.span?.start === problem.span?.start &&
    told.span?.end === problem.span?.end &&
    problem.kind !== 'syntax'
  );
}

function located(problem: Problem, text: string): Problem {
  return problem.span === undefined ? problem : { ...problem, ...positionAt(text, problem.span.start) };
}

function tell(diagnostics: readonly Diagnostic[], text: string, report: (problem: Problem) => void): void {
  const errors = diagnostics.filter((diagnostic) => diagnostic.Severity === 'Error');
  for (const { Code, Message, Start, Length } of errors.slice(0, MAX_SYNTAX_PROBLEMS)) {
    const start = Math.min(Start, text.length);
    report({
      code: Code,
      kind: 'syntax',
      message: Message,
      span: { start, end: Math.min(Start + Length, text.length) },
    });
  }
  if (errors.length > MAX_SYNTAX_PROBLEMS) report(tooManyProblems(MAX_SYNTAX_PROBLEMS));
}

function translator(microsoft: Microsoft, text: string, report: (problem: Problem) => void): Translator {
  let depth = 0;
  const to: Translator = {
    text,
    report,
    kindOf: microsoft.kindOf,
    expression(node) {
      if (++depth > MAX_EXPRESSION_DEPTH)
        throw new ProblemError(tooBig('nested expressions', MAX_EXPRESSION_DEPTH, spanOf(node)));
      const found = expression(node, to);
      depth--;
      return found;
    },
    operator(node) {
      const kind = to.kindOf(node);
      return (
        operatorKinds[kind]?.(node, to) ?? {
          is: 'unknown',
          construct: inWords(kind),
          parameters: [],
          span: spanOf(node),
        }
      );
    },
    statement(node) {
      const kind = to.kindOf(node);
      return statementKinds[kind]?.(node, to) ?? { is: 'unknown', construct: inWords(kind), span: spanOf(node) };
    },
  };
  return to;
}

function expression(node: Tree, to: Translator): Expression {
  const kind = to.kindOf(node);
  const read = expressionKinds[kind] ?? literals[kind];
  if (read !== undefined) return read(node, to);
  if (kind.endsWith('Operator')) return pipeline(node, to);
  if (optional(node, 'Left') !== null && optional(node, 'Right') !== null) return binary(node, to);
  return { is: 'unknown', construct: inWords(kind), span: spanOf(node) };
}
