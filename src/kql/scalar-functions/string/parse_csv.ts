import { overload, scalarFunction } from '../../plan/definitions.js';

/** @see https://learn.microsoft.com/kusto/query/parse-csv-function */
export default scalarFunction('parse_csv', {
  summary: 'Cuts the first record of a comma-separated text into an array of its values.',
  naming: 'first-argument',
  overloads: [overload(['string'], 'dynamic', firstRecord)],
});

/** Quotes around a value hide commas and line ends; a quote among them is doubled. */
function firstRecord(text: string): string[] {
  const values: string[] = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    if (quoted && unit === '"' && text[i + 1] === '"') value += text[++i];
    else if (unit === '"' && (quoted || value === '')) quoted = !quoted;
    else if (quoted) value += unit;
    else if (unit === ',') {
      values.push(value);
      value = '';
    } else if (unit === '\n' || unit === '\r') break;
    else value += unit;
  }
  return [...values, value];
}
