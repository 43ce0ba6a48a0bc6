import { randomSource } from './measure.js';

const start = Date.UTC(2026, 0, 1);
const names = [
  'svchost',
  'powershell',
  'cmd',
  'rundll32',
  'regsvr32',
  'wscript',
  'chrome',
  'teams',
  'explorer',
  'certutil',
];
const words = [
  '-NoProfile',
  '/quiet',
  '-Enc',
  '/c',
  '--type=renderer',
  '-File',
  '/transfer',
  '-w hidden',
  '/s',
  '-k netsvcs',
];

/** The columns of the events, by name: the type of ours and the one of DuckDB. */
export const eventTypes = {
  Time: ['datetime', 'TIMESTAMP'],
  EventID: ['int', 'INTEGER'],
  Computer: ['string', 'VARCHAR'],
  Account: ['string', 'VARCHAR'],
  Process: ['string', 'VARCHAR'],
  CommandLine: ['string', 'VARCHAR'],
  Port: ['int', 'INTEGER'],
  Bytes: ['long', 'BIGINT'],
  Score: ['real', 'DOUBLE'],
  Props: ['dynamic', 'JSON'],
};

/** 12,000 accounts take part in the events; these are more, with their departments. */
export const accountTypes = { Account: ['string', 'VARCHAR'], Department: ['string', 'VARCHAR'] };

/**
 * Values of process events, column by column; times in microseconds since 1970, `Props` as objects.
 * @param {number} count
 */
export function events(count) {
  const random = randomSource(11);
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  const skewed = (/** @type {number} */ n) => Math.floor(random() * random() * n);
  /** @type {Record<string, unknown[]>} */
  const columns = Object.fromEntries(Object.keys(eventTypes).map((name) => [name, []]));
  for (let i = 0; i < count; i++) {
    const process = `C:\\Windows\\System32\\${names[skewed(names.length)]}${below(40) || ''}.exe`;
    const account = accountName(skewed(12_000));
    const target = below(1000) === 0 ? 'mimikatz' : `job${below(1_000_000)}`;
    const row = {
      Time: (start + i * 250 + below(5000)) * 1000,
      EventID: 4600 + skewed(100),
      Computer: `host${String(skewed(500)).padStart(4, '0')}.contoso.example`,
      Account: account,
      Process: process,
      CommandLine: `"${process}" ${words[below(10)]} ${words[below(10)]} https://site${below(300)}.example/a/${target} /id:${below(1000)}`,
      Port: below(65_536),
      Bytes: below(1_000_000_000),
      Score: Math.round(random() * 1e6) / 1e4,
      Props: { user: { name: account, id: below(100_000) }, session: `s${below(50)}`, risk: below(100) },
    };
    // Strings lie in memory as a reader of JSON lines leaves them.
    for (const [name, value] of Object.entries(JSON.parse(JSON.stringify(row)))) columns[name].push(value);
  }
  return columns;
}

/** @param {number} count */
export function accounts(count) {
  return {
    Account: Array.from({ length: count }, (_, i) => accountName(i)),
    Department: Array.from({ length: count }, (_, i) => `department ${i % 40}`),
  };
}

/** @param {number} i */
function accountName(i) {
  return `CONTOSO\\user${String((i * 7919) % 100_000).padStart(5, '0')}`;
}
