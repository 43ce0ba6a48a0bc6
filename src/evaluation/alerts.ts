import type { Problem } from '../base/problem.js';
import type { Answer } from '../kql/index.js';
import { type Rule, tactics } from '../rules/index.js';
import { entitiesOf } from './entities.js';
import type { Alert } from './model.js';
import { alertCap, columnMissing, detailsTooLarge, detailTooLong, manyDetails } from './problems.js';

/*
 * What Microsoft Sentinel makes of a rule's rows.
 * https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview, customize-alert-details, surface-custom-details-in-alerts
 */

/** A run raises no more alerts than this: the last one then stands for all rows. */
const mostAlerts = 150;
const mostDetails = 20;
const longestTitle = 256;
const longestDescription = 5000;
const largestDetails = 64 * 1024;
const severities = ['Informational', 'Low', 'Medium', 'High'];

/** Reads a result column by its name; a rule that names one which is not there is told so once. */
export class ResultColumns {
  private readonly read = new Map<string, readonly unknown[] | undefined>();

  constructor(
    private readonly answer: Answer,
    private readonly problems: Problem[],
  ) {}

  values(name: string, what: string): readonly unknown[] | undefined {
    if (!this.read.has(name)) {
      const at = this.answer.columns.findIndex((each) => each.name === name);
      this.read.set(name, at < 0 ? undefined : this.answer.column(at));
      if (at < 0) this.problems.push(columnMissing(name, what));
    }
    return this.read.get(name);
  }
}

/** The alerts of a run that fired: one for all rows, or one for each where the rule says so. */
export function alertsOf(rule: Rule, answer: Answer, problems: Problem[]): Alert[] {
  const columns = new ResultColumns(answer, problems);
  if (rule.customDetails.length > mostDetails) problems.push(manyDetails(rule.customDetails.length, mostDetails));
  const said = new Set<string>();
  const once = (problem: Problem) => {
    if (said.has(problem.message)) return;
    said.add(problem.message);
    problems.push(problem);
  };
  return groupsOf(rule, answer.rowCount, problems).map((rows) => alertOf(rule, rows, columns, once));
}

function groupsOf(rule: Rule, count: number, problems: Problem[]): number[][] {
  const rows = Array.from({ length: count }, (_, row) => row);
  if (rule.eventGrouping !== 'AlertPerResult') return [rows];
  // A rule that fires on no row at all still raises one alert.
  if (count === 0) return [[]];
  if (count <= mostAlerts) return rows.map((row) => [row]);
  problems.push(alertCap(mostAlerts, count));
  return [...rows.slice(0, mostAlerts - 1).map((row) => [row]), rows];
}

function alertOf(rule: Rule, rows: readonly number[], columns: ResultColumns, say: (problem: Problem) => void): Alert {
  const { alertDetails } = rule;
  // An alert of many rows takes its details from the first of them.
  const [first] = rows;
  const cell = (name: string | undefined, what: string) =>
    name === undefined || first === undefined ? undefined : columns.values(name, what)?.[first];
  const filled = (format: string | undefined, standard: string, longest: number, what: string) => {
    const text = format === undefined ? undefined : fill(format, (name) => cell(name, what));
    if (text === undefined) return standard;
    if (Buffer.byteLength(text) <= longest) return text;
    say(detailTooLong(what, longest));
    return standard;
  };
  const properties = (alertDetails?.properties ?? []).flatMap(({ property, column }) => {
    const value = cell(column, `The alert property ${property}`);
    return value === undefined || isEmpty(value) ? [] : [[property, value] as const];
  });
  const details = rule.customDetails.slice(0, mostDetails).flatMap(({ name, column }) => {
    const values = columns.values(column, `The custom detail ${name}`);
    return values === undefined ? [] : [[name, distinct(rows.map((row) => values[row]))] as const];
  });
  if (JSON.stringify([details, properties]).length > largestDetails) say(detailsTooLarge(largestDetails));
  return {
    title: filled(alertDetails?.nameFormat, rule.name, longestTitle, 'The alert name'),
    description: filled(alertDetails?.descriptionFormat, rule.description, longestDescription, 'The alert description'),
    severity: severityOf(cell(alertDetails?.severityColumn, 'The alert severity')) ?? rule.severity,
    tactics: tacticsOf(cell(alertDetails?.tacticsColumn, 'The alert tactics')) ?? rule.tactics,
    entities: entitiesOf(rule, rows, columns, say),
    customDetails: Object.fromEntries(details),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    rows,
  };
}

/** Puts values in the place of `{{Column}}`; undefined when one of them has none. */
function fill(format: string, value: (name: string) => unknown): string | undefined {
  let whole = true;
  const text = format.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) => {
    const found = value(name);
    if (found === undefined || isEmpty(found)) whole = false;
    return typeof found === 'string' ? found : JSON.stringify(found ?? null);
  });
  return whole ? text : undefined;
}

function severityOf(value: unknown): string | undefined {
  return typeof value === 'string'
    ? severities.find((each) => each.toLowerCase() === value.trim().toLowerCase())
    : undefined;
}

/** A list, or its text: as JSON, or parted by commas. */
function tacticsOf(value: unknown): string[] | undefined {
  const items = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.replace(/[[\]"']/g, '').split(',')
      : [];
  const letters = (text: unknown) =>
    String(text)
      .replace(/[^a-z]/gi, '')
      .toLowerCase();
  const found = items.flatMap((item) => tactics.find(({ name }) => letters(name) === letters(item))?.name ?? []);
  return found.length > 0 ? [...new Set(found)] : undefined;
}

/** Null and empty text: no value to an alert. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
