/** What the run form was filled with. */
export interface RunFields {
  readonly records: string;
  readonly format: string;
  readonly table: string;
  readonly now: string;
  readonly from: string;
  readonly to: string;
}

/** The run form as a page shows it. */
export interface RunForm extends RunFields {
  readonly formats: readonly { readonly value: string; readonly title: string; readonly chosen: boolean }[];
}

const formats: readonly (readonly [string, string])[] = [
  ['auto', 'Tell by the text'],
  ['ndjson', 'JSON Lines'],
  ['json', 'JSON'],
  ['csv', 'CSV'],
];

const empty: RunFields = { records: '', format: 'auto', table: '', now: '', from: '', to: '' };

/** The run form, empty or as it was sent. */
export function runForm(fields = empty): RunForm {
  return { ...fields, formats: formats.map(([value, title]) => ({ value, title, chosen: value === fields.format })) };
}
