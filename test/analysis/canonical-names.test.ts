import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type ColumnName,
  columnNames,
  type ParserResult,
  resultOf,
  schemaOfParser,
  withoutConversions,
} from '../../src/analysis/canonical-names.js';
import { functionSyntax } from '../../src/analysis/index.js';
import { loadEngine } from '../../src/kql/index.js';
import { functionOf } from './queries.js';

const fields = new Set(['SrcIpAddr', 'Src', 'TargetUsername', 'User', 'EventType', 'EventOriginalType', 'DvcHostname']);
const others: Readonly<Record<string, ParserResult>> = {
  Words: { columns: ['Code', 'Word'], reads: false },
  Anything: { columns: null, reads: true },
};

const syntaxOf = (body: string) =>
  functionSyntax(functionOf('vimTest', body, [{ name: 'disabled', type: 'bool', default: 'false' }]));
const found = (body: string) =>
  columnNames(
    syntaxOf(body),
    (name) => fields.has(name),
    (name) => others[name],
  );

/** `table.column -> name`, with the conversions between. */
function namesIn(body: string): string[] {
  assert.deepEqual(syntaxOf(body).problems, []);
  return found(body).map(
    ({ table, column, name, through, aliasOf }) =>
      `${table}.${column} -> ${[...through, name].join(' ')}${aliasOf ? `, alias of ${aliasOf}` : ''}`,
  );
}

const parsers: Readonly<Record<string, readonly string[]>> = {
  // plain
  'T | project-rename SrcIpAddr = ip': ['T.ip -> SrcIpAddr'],
  'T | where not(disabled) | extend SrcIpAddr = ip | sort by ip': ['T.ip -> SrcIpAddr'],
  'T | project SrcIpAddr = ip, TargetUsername = upn': ['T.ip -> SrcIpAddr', 'T.upn -> TargetUsername'],
  'T | extend SrcIpAddr = tostring(ip)': ['T.ip -> tostring SrcIpAddr'],
  'T | extend SrcIpAddr = tostring(parse_json(d).net.ip)': ['T.d.net.ip -> tostring parse_json SrcIpAddr'],
  'T | extend SrcIpAddr = d["id.orig_h"]': ['T.d["id.orig_h"] -> SrcIpAddr'],
  'T | extend SrcIpAddr = column_ifexists("ip", "")': ['T.ip -> SrcIpAddr'],
  'T | extend a = ip | project-rename b = a | extend SrcIpAddr = b': ['T.ip -> SrcIpAddr'],
  'T | summarize take_any(x) by SrcIpAddr = ip': ['T.ip -> SrcIpAddr'],
  'T | project-rename SrcIpAddr = TargetUsername, TargetUsername = SrcIpAddr': [
    'T.TargetUsername -> SrcIpAddr',
    'T.SrcIpAddr -> TargetUsername',
  ],
  // computed
  'T | extend SrcIpAddr = tolower(ip)': [],
  'T | extend SrcIpAddr = iff(isempty(ip), "", ip)': [],
  'T | extend SrcIpAddr = strcat(ip, "")': [],
  'T | extend SrcIpAddr = ips[0]': [],
  'T | parse Message with * "ip=" ip " " * | extend SrcIpAddr = ip': [],
  'T | mv-expand ip | extend SrcIpAddr = ip': [],
  'T | summarize ip = max(ip) | extend SrcIpAddr = ip': [],
  'T | extend ip = tolower(ip) | project-rename SrcIpAddr = ip': [],
  'T | project-rename SrcIpAddr = ip | extend SrcIpAddr = trim(" ", SrcIpAddr)': [],
  'T | extend SrcIpAddr = disabled': [],
  'let ip = "1.1.1.1"; T | extend SrcIpAddr = ip': [],
  'let tostring = (x: string) { strcat(x, "!") }; T | extend SrcIpAddr = tostring(ip)': [],
  // no name of the schema, or none any more
  'T | extend helper = ip': [],
  'T | extend SrcIpAddr = ip | project-away Src*': [],
  'T | extend SrcIpAddr = SrcIpAddr': [],
  // aliases
  'T | project-rename SrcIpAddr = ip | extend Src = SrcIpAddr': [
    'T.ip -> SrcIpAddr',
    'T.ip -> Src, alias of SrcIpAddr',
  ],
  'T | project-rename SrcIpAddr = ip | extend Src = SrcIpAddr | project Src, SrcIpAddr': [
    'T.ip -> Src, alias of SrcIpAddr',
    'T.ip -> SrcIpAddr',
  ],
  'T | extend Src = SrcIpAddr': ['T.SrcIpAddr -> Src, alias of SrcIpAddr'],
  'T | extend Src = SrcIpAddr | project-away SrcIpAddr': ['T.SrcIpAddr -> Src, alias of SrcIpAddr'],
  'T | extend EventOriginalType = EventType, EventType = "Logon"': ['T.EventType -> EventOriginalType'],
  'T | project-rename EventOriginalType = EventType | extend EventType = "Logon"': ['T.EventType -> EventOriginalType'],
  // functions, unions, joins
  'let f = (off: bool) { T | where not(off) | project-rename SrcIpAddr = ip }; f(disabled)': ['T.ip -> SrcIpAddr'],
  'let f = (rows: (*)) { rows | project-rename SrcIpAddr = ip }; T | invoke f()': ['T.ip -> SrcIpAddr'],
  'let a = T | project-rename SrcIpAddr = ip; let b = V | project-rename SrcIpAddr = addr; union a, b': [
    'T.ip -> SrcIpAddr',
    'V.addr -> SrcIpAddr',
  ],
  'union T, V | project-rename SrcIpAddr = ip': [],
  'union (T | parse Message with "ip=" ip), T | extend SrcIpAddr = ip': [],
  'union withsource=ip T | extend SrcIpAddr = ip': [],
  'T | lookup (datatable(code: string, ip: string)["a", "b"]) on code | extend SrcIpAddr = ip, DvcHostname = host': [
    'T.host -> DvcHostname',
  ],
  'T | lookup Words on Code | extend SrcIpAddr = ip': ['T.ip -> SrcIpAddr'],
  'T | lookup Words on Code | extend SrcIpAddr = Word': [],
  'T | join (V | extend x = 1) on k | extend SrcIpAddr = ip': [],
  'T | extend SrcIpAddr = ip | join V on k': ['T.ip -> SrcIpAddr'],
  'T | evaluate bag_unpack(d) | extend SrcIpAddr = ip': [],
  'Anything | extend SrcIpAddr = ip': [],
  'Words | extend SrcIpAddr = Word': [],
};

for (const [body, names] of Object.entries(parsers)) test(body, () => assert.deepEqual(namesIn(body), names));

test('the engine gives a column under the name that is found for it', async () => {
  const engine = await loadEngine();
  const word = functionOf('Words', 'datatable(Code: string, Word: string)["c", "w"]');
  const record = (table: string, names: readonly ColumnName[]) => ({
    ...{ k: 'k', code: 'c', Code: 'c' },
    d: { net: { ip: `${table} d.net.ip` }, 'id.orig_h': `${table} d["id.orig_h"]` },
    ...Object.fromEntries(names.map(({ column }) => [column, `${table} ${column}`])),
  });
  for (const body of Object.keys(parsers)) {
    const names = found(body);
    if (names.length === 0) continue;
    const functions = new Map([
      ['vimTest', syntaxOf(body)],
      ['Words', functionSyntax(word)],
    ]);
    const tables = { T: [record('T', names)], V: [record('V', names)] };
    const { columns, rows, problems } = engine.query('vimTest()', { now: '2024-01-01T00:00:00Z', tables, functions });
    assert.deepEqual(problems, [], body);
    for (const { table, column, name } of names) {
      const at = columns.findIndex((each) => each.name === name);
      assert.ok(
        rows.some((row) => row[at] === `${table} ${column}`),
        `${body}: ${table}.${column} as ${name}`,
      );
    }
  }
});

test('a parser that reads nothing gives the fields of its schema', () => {
  const result = (body: string) => resultOf(functionSyntax(functionOf('vimDnsEmpty', body)), (name) => others[name]);
  assert.deepEqual(result('let Empty = datatable(Src: string, User: string)[]; Empty'), {
    columns: ['Src', 'User'],
    reads: false,
  });
  assert.deepEqual(result('T | project Src = ip'), { columns: ['Src'], reads: true });
  assert.deepEqual(result('T | extend Src = ip'), { columns: null, reads: true });
  assert.deepEqual(result('Words'), { columns: ['Code', 'Word'], reads: false });
});

test('functions that call each other more and more are left', () => {
  const lets = Array.from({ length: 40 }, (_, i) => `let f${i + 1} = () { union f${i}(), f${i}() };`);
  const body = `let f0 = () { T | project-rename SrcIpAddr = ip }; ${lets.join(' ')} f40()`;
  assert.ok(namesIn(body).every((name) => name === 'T.ip -> SrcIpAddr'));
});

test('the name of a parser says its schema', () => {
  const schemas = {
    ASimDnsAzureFirewall: 'Dns',
    vimNetworkSessionCiscoASA: 'NetworkSession',
    _Im_WebSession_SquidProxy: 'WebSession',
    _ASim_Authentication: 'Authentication',
    imProcessCreate: 'ProcessEvent',
    vimRegistryEventEmpty: 'RegistryEvent',
    Okta_SSO: undefined,
    ASimDataTester: undefined,
    Dns: undefined,
  };
  for (const [name, schema] of Object.entries(schemas)) assert.equal(schemaOfParser(name), schema, name);
});

test('a conversion around a field is no other field', () => {
  assert.equal(withoutConversions('tostring(todynamic( d.ip ))'), 'd.ip');
  assert.equal(withoutConversions('tolower(ip)'), 'tolower(ip)');
  assert.equal(withoutConversions('tostring(d).ip'), 'tostring(d).ip');
});
