import type { Fields } from './fields.js';
import { faults } from './problems.js';
import type { Trigger } from './rule.js';
import { lettersOf } from './spelling.js';

// The short words of the files, and the long ones of Azure's interface, which mean the same.
const OPERATORS: Readonly<Record<string, Trigger['operator']>> = {
  gt: 'gt',
  lt: 'lt',
  eq: 'eq',
  ne: 'ne',
  greaterthan: 'gt',
  lessthan: 'lt',
  equal: 'eq',
  notequal: 'ne',
};

/** Reads when a number of rows makes the rule fire; nothing unless both halves are there and understood. */
export function readTrigger(fields: Fields): Trigger | null {
  const word = fields.text('triggerOperator');
  const number = fields.text('triggerThreshold');
  const letters = word === undefined ? '' : lettersOf(word);
  const operator = Object.hasOwn(OPERATORS, letters) ? OPERATORS[letters] : undefined;
  const threshold = number !== undefined && /^\d+$/.test(number) ? Number(number) : undefined;
  if (word !== undefined && operator === undefined) {
    fields.reading.report(fields.at('triggerOperator'), faults.trigger('triggerOperator', word));
  }
  if (number !== undefined && threshold === undefined) {
    fields.reading.report(fields.at('triggerThreshold'), faults.trigger('triggerThreshold', number));
  }
  return operator === undefined || threshold === undefined ? null : { operator, threshold };
}
