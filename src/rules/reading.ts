import type { Problem } from '../base/problem.js';
import type { Position } from '../base/span.js';
import { MAX_PROBLEMS } from './limits.js';
import { type Fault, faults } from './problems.js';
import type { Rule, RuleFileReading, RuleFunction, TableSchema } from './rule.js';

/** What has been read from one file so far; formats add to it. */
export class Reading implements RuleFileReading {
  readonly rules: Rule[] = [];
  readonly functions: RuleFunction[] = [];
  readonly schemas: TableSchema[] = [];
  readonly problems: Problem[] = [];
  private lineStarts: number[] | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  /** Adds a problem at an offset of the text. */
  report(offset: number, fault: Fault): void {
    const { line, column } = this.positionAt(offset);
    this.reportAt(line, column, fault);
  }

  reportAt(line: number, column: number, fault: Fault): void {
    if (this.isFull) return;
    const said = this.problems.length === MAX_PROBLEMS ? faults.more() : fault;
    this.problems.push({ ...said, kind: 'rule', path: this.path, line, column });
  }

  /** Whether further problems would not be told. */
  get isFull(): boolean {
    return this.problems.length > MAX_PROBLEMS;
  }

  lineOf(offset: number): number {
    return this.positionAt(offset).line;
  }

  /** Like base's positionAt, for the many places of one text. */
  private positionAt(offset: number): Position {
    this.lineStarts ??= [...this.text.matchAll(/\r\n?|\n/g)].map((match) => match.index + match[0].length);
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low - 1] ?? 0) + 1 };
  }

  /** The file's name without folders and endings. */
  get baseName(): string {
    return this.path.replace(/^.*[/\\]/, '').replace(/(\.(ya?ml|txt|kql|csl|json))+$/i, '');
  }
}
