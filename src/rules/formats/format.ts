import type { Fields } from '../fields.js';
import type { Reading } from '../reading.js';

/** A part of a file that one format reads: a YAML document or a JSON file as fields, or a whole text file. */
export type Part =
  | { readonly is: 'yaml' | 'json'; readonly fields: Fields; readonly reading: Reading }
  | { readonly is: 'text'; readonly text: string; readonly reading: Reading };

/** A form in which rules, functions or schemas are written. */
export interface RuleFormat {
  readonly name: string;
  recognizes(part: Part): boolean;
  read(part: Part): void;
}

/** Makes a format of documents of fields. */
export function fieldsFormat(
  name: string,
  is: 'yaml' | 'json',
  recognizes: (fields: Fields) => boolean,
  read: (fields: Fields, format: string) => void,
): RuleFormat {
  return {
    name,
    recognizes: (part) => part.is === is && recognizes(part.fields),
    read: (part) => {
      if (part.is === is) read(part.fields, name);
    },
  };
}
