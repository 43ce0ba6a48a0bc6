import { valueText } from './operator.js';
import { shortened } from './words.js';

/** A cell of a result as a page shows it. */
export interface Cell {
  readonly text: string;
  /** Says so where there is no value. */
  readonly missing: boolean;
}

const longest = 400;

/** The text of a cell: objects as JSON, spaces at the ends made visible, long texts cut. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return { text: 'missing', missing: true };
  if (value === '') return { text: 'empty', missing: true };
  const text =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? valueText(value)
      : JSON.stringify(value);
  return { text: shortened(text, longest), missing: false };
}
