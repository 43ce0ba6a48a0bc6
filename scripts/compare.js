// Compares an answer with a recorded one by the rules of the conformance suites. Recorded cells are printed text.

/** @typedef {{ name: string, type: string | null }} Column */
/** @typedef {{ line?: number, column?: number, code: string, kind: string, message: string }} Problem */
/**
 * @typedef {object} Expected
 * @property {string} suite
 * @property {Column[] | null} [columns]
 * @property {(string | null)[][] | null} [rows]
 * @property {boolean | null} [ordered]
 * @property {number | null} [rowCount]
 * @property {boolean} [rowsTruncated] only the listed rows must occur
 * @property {boolean} [error] the query must fail
 * @property {string[]} [flags]
 * @property {string[]} [sortKeys]
 * @property {boolean} [columnNamesUnstable]
 * @property {number[][]} [cellsTruncated] row and column of cells that were printed with parts left out
 * @property {number} [expectExactly] only the count of rows is recorded
 * @property {number} [expectAtLeast]
 */
/** @typedef {{ columns?: { name: string, type: string }[], rows?: unknown[][], problems: Problem[] }} Answer */
/** @typedef {{ verdict: 'equal' | 'refused' | 'wrong', why?: string }} Comparison */
/** @typedef {{ docs: boolean, approximate: boolean, anyOrder: boolean }} Rules */

/**
 * Judges an answer: equal, honestly refused, or wrong and why.
 * @param {Expected} expected
 * @param {Answer} answer
 * @returns {Comparison}
 */
export function compare(expected, answer) {
  const failed = !answer.rows;
  if (failed && answer.problems.some(({ kind }) => kind === 'unsupported' || kind === 'limit')) {
    return { verdict: 'refused', why: answer.problems.map(({ message }) => message).join('; ') };
  }
  if (expected.error) return failed ? { verdict: 'equal' } : wrong('the query must fail');
  if (failed) return wrong(answer.problems.map(({ code, message }) => `${code} ${message}`).join('; ') || 'no answer');
  const why =
    countDifference(expected, answer) ?? columnDifference(expected, answer) ?? rowDifference(expected, answer);
  return why ? wrong(why) : { verdict: 'equal' };
}

/**
 * @param {string} why
 * @returns {Comparison}
 */
function wrong(why) {
  return { verdict: 'wrong', why };
}

/**
 * @param {Expected} expected
 * @param {Answer} answer
 */
function countDifference({ rowCount, expectExactly, expectAtLeast }, { rows = [] }) {
  const exactly = expectExactly ?? rowCount ?? undefined;
  if (exactly !== undefined && rows.length !== exactly) return `${rows.length} rows instead of ${exactly}`;
  if (rows.length < (expectAtLeast ?? 0)) return `${rows.length} rows instead of at least ${expectAtLeast}`;
  return undefined;
}

/**
 * @param {Expected} expected
 * @param {Answer} answer
 */
function columnDifference({ suite, columns, columnNamesUnstable }, answer) {
  if (!columns) return undefined;
  const theirs = columns;
  const ours = answer.columns ?? [];
  if (theirs.length !== ours.length) return `${ours.length} columns instead of ${theirs.length}`;
  if (suite === 'docs') return undefined;
  for (const [i, { name, type }] of theirs.entries()) {
    if (!columnNamesUnstable && ours[i].name !== name) return `column ${i} is ${ours[i].name} instead of ${name}`;
    if (type && typeClass(ours[i].type) !== typeClass(type)) return `${name} is ${ours[i].type} instead of ${type}`;
  }
  return undefined;
}

/**
 * What the recordings tell apart: they print an int like a long and a decimal like a real.
 * @param {string} type
 */
function typeClass(type) {
  return { int: 'long', decimal: 'real' }[type] ?? type;
}

/**
 * @param {Expected} expected
 * @param {Answer} answer
 */
function rowDifference(expected, answer) {
  const theirs = expected.rows ?? [];
  const ours = answer.rows ?? [];
  const flags = expected.flags ?? [];
  const rules = {
    docs: expected.suite === 'docs',
    approximate: flags.some((flag) => flag.startsWith('approximate')),
    anyOrder: flags.some((flag) => /make_(list|set)-order/.test(flag)),
  };
  const types = (expected.columns ?? []).map(({ type }, i) => type ?? answer.columns?.[i].type ?? 'string');
  const omitted = new Set((expected.cellsTruncated ?? []).map((cell) => cell.join()));
  /** @type {(row: number, our: unknown[], column: number) => boolean} */
  const sameCell = (row, our, column) =>
    omitted.has(`${row},${column}`) || cellsEqual(theirs[row][column], our[column], types[column], rules);
  /** @type {(row: number, our: unknown[]) => boolean} */
  const sameRow = (row, our) => types.every((_, column) => sameCell(row, our, column));

  if (expected.ordered && !expected.rowsTruncated) {
    const first = theirs.findIndex((_, row) => !sameRow(row, ours[row]));
    if (first < 0) return undefined;
    const keys = sortColumns(expected);
    const tiesMayDiffer = keys && theirs.every((_, row) => keys.every((column) => sameCell(row, ours[row], column)));
    if (!tiesMayDiffer) return `row ${first} differs`;
  }
  const left = [...ours];
  for (const row of theirs.keys()) {
    const found = left.findIndex((our) => sameRow(row, our));
    if (found < 0) return `row ${row} does not occur`;
    left.splice(found, 1);
  }
  return undefined;
}

/**
 * The columns that the rows are sorted by, where all of them are in the result.
 * @param {Expected} expected
 */
function sortColumns({ sortKeys, columns }) {
  const names = (sortKeys ?? []).map((key) => key.replace(/ (asc|desc)( nulls (first|last))?$/, ''));
  const places = names.map((name) => (columns ?? []).findIndex((column) => column.name === unquoted(name)));
  return names.length > 0 && places.every((place) => place >= 0) ? places : undefined;
}

/** @param {string} name */
function unquoted(name) {
  return name.replace(/^\["(.*)"\]$/, '$1');
}

/**
 * Whether a cell of ours is what the printed text says.
 * @param {string | null} text
 * @param {unknown} ours
 * @param {string} type
 * @param {Rules} rules
 * @returns {boolean}
 */
export function cellsEqual(text, ours, type, rules) {
  const blank = text === null || (rules.docs && text.trim() === '');
  if (blank) return ours === null || ours === '';
  if (ours === null || ours === undefined) return false;
  switch (type) {
    case 'int':
    case 'long':
      return String(ours) === text.trim() || (rules.approximate && numbersEqual(text, ours, rules));
    case 'real':
    case 'decimal':
      return numbersEqual(text, ours, rules);
    case 'bool':
      return (
        new Map([
          ['true', true],
          ['1', true],
          ['false', false],
          ['0', false],
        ]).get(text.toLowerCase()) === ours
      );
    case 'datetime':
      return equalWhenKnown(datetimeTicks(text), datetimeTicks(String(ours)));
    case 'timespan':
      return equalWhenKnown(timespanTicks(text), timespanTicks(String(ours)));
    case 'guid':
      return text.toLowerCase() === ours;
    case 'dynamic':
      return dynamicEqual(text, ours, rules);
    default:
      return rules.docs ? text.trim() === String(ours).trim() : text === ours;
  }
}

/**
 * @param {bigint | undefined} a
 * @param {bigint | undefined} b
 */
function equalWhenKnown(a, b) {
  return a !== undefined && a === b;
}

/**
 * @param {string} text
 * @param {unknown} ours
 * @param {Rules} rules
 */
function numbersEqual(text, ours, rules) {
  if (text === ours) return true;
  const theirs = Number(text);
  const number = Number(ours);
  if (theirs === number) return true;
  if (!Number.isFinite(theirs) || !Number.isFinite(number)) return false;
  const distance = Math.abs(theirs - number);
  const size = Math.max(Math.abs(theirs), Math.abs(number));
  // What should be zero comes out as a few units of the last place of the numbers it was made of.
  if (distance <= Math.max(1e-9 * size, 1e-12)) return true;
  if (rules.approximate && distance <= 0.05 * size) return true;
  return rules.docs && distance <= 0.5000001 * lastDigit(text);
}

/**
 * What one step in the last printed digit is worth.
 * @param {string} text
 */
function lastDigit(text) {
  const [, fraction = '', exponent = '0'] = /^[-+]?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(text.trim()) ?? [];
  return 10 ** (Number(exponent) - fraction.length);
}

/**
 * Ticks of 100 ns from 1970 to a printed time in UTC.
 * @param {string} text
 * @returns {bigint | undefined}
 */
export function datetimeTicks(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?Z?)?$/.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return BigInt(date.getTime()) * 10_000n + BigInt((match[7] ?? '').padEnd(7, '0'));
}

/**
 * Ticks of 100 ns of a printed `[-][d.]hh:mm:ss[.fffffff]`; the documentation also prints `d:hh:mm:ss`.
 * @param {string} text
 * @returns {bigint | undefined}
 */
export function timespanTicks(text) {
  const match = /^(-)?(?:(\d+)[.:])?(\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,7}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(2, 6).map((part) => BigInt(part ?? 0));
  const ticks =
    (((days * 24n + hours) * 60n + minutes) * 60n + seconds) * 10_000_000n + BigInt((match[6] ?? '').padEnd(7, '0'));
  return match[1] ? -ticks : ticks;
}

/**
 * @param {string} text
 * @param {unknown} ours
 * @param {Rules} rules
 */
function dynamicEqual(text, ours, rules) {
  let theirs;
  try {
    theirs = JSON.parse(text);
  } catch {
    return rules.docs && text.trim() === ours;
  }
  return valuesEqual(theirs, ours, rules) || (rules.docs && text.trim() === ours);
}

/**
 * @param {unknown} theirs
 * @param {unknown} ours
 * @param {Rules} rules
 * @returns {boolean}
 */
function valuesEqual(theirs, ours, rules) {
  if (typeof theirs === 'number') return typeof ours === 'number' && numbersEqual(String(theirs), ours, rules);
  if (typeof theirs === 'string') {
    return theirs === ours || (typeof ours === 'string' && equalWhenKnown(datetimeTicks(theirs), datetimeTicks(ours)));
  }
  if (Array.isArray(theirs)) return Array.isArray(ours) && arraysEqual(theirs, ours, rules);
  if (typeof theirs !== 'object' || theirs === null) return theirs === ours;
  if (typeof ours !== 'object' || ours === null || Array.isArray(ours)) return false;
  const names = Object.keys(theirs);
  return (
    names.length === Object.keys(ours).length &&
    names.every(
      (name) => Object.hasOwn(ours, name) && valuesEqual(Reflect.get(theirs, name), Reflect.get(ours, name), rules),
    )
  );
}

/**
 * @param {unknown[]} theirs
 * @param {unknown[]} ours
 * @param {Rules} rules
 */
function arraysEqual(theirs, ours, rules) {
  if (theirs.length !== ours.length) return false;
  if (theirs.every((value, i) => valuesEqual(value, ours[i], rules))) return true;
  if (!rules.anyOrder) return false;
  const left = [...ours];
  return theirs.every((value) => {
    const found = left.findIndex((our) => valuesEqual(value, our, rules));
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
}
