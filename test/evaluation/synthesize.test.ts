import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { synthesize } from '../../src/evaluation/index.js';
import { ruleOf, run } from './rule.js';

const now = '2026-01-01T00:00:00Z';
const clock = () => performance.now();

describe('made-up records make a rule fire', () => {
  for (const query of [
    'T_CL | where A == 1 and B has "needle"',
    'T_CL | where A in (3, 4) and B !contains "x" and C > 10',
    'T_CL | where B matches regex @"^[a-f]{4}-\\d+$"',
    'T_CL | where ipv4_is_in_range(B, "10.1.0.0/16")',
    'T_CL | where A == 1 | summarize n = count() by B | where n > 4',
    'T_CL | where A == 1 | summarize dcount(C) by B | where dcount_C >= 3',
    'T_CL | where A == 1 | join kind=inner (U_CL | where D == "x") on B',
    'let bad = dynamic(["p.exe", "q.exe"]); T_CL | where B has_any (bad) and isnotempty(C)',
    'T_CL | extend C = column_ifexists("B", "") | where C == "x"',
    'T_CL | extend C = extract(@"user=(\\w+);", 1, B) | summarize n = dcount(C) by A | where n > 3',
    'T_CL | extend M = extract_all(@"(\\w+)=(\\d+)", B) | mv-expand M | where M[0] == "size" and toint(M[1]) > 10',
    'T_CL | parse B with * "from " C " port " D:int | where D > 1000 and isnotempty(C)',
    'T_CL | mv-apply F = extract_all(@"(\\w+)=(\\w+)", B) on (project p = pack(tostring(F[0]), F[1]) | summarize bag = make_bag(p)) ' +
      '| evaluate bag_unpack(bag) | where action == "deny" and source == "x"',
    'T_CL | mv-expand E = parse_xml(B).Event.Data | evaluate bag_unpack(E) | extend k = tostring(column_ifexists("@Name", "")), ' +
      'v = column_ifexists("#text", "") | evaluate pivot(k, any(v), A) | where column_ifexists("Image", "") has "certutil.exe"',
    'externaldata(D: string)["https://feeds.example/list.csv"] | join kind=inner T_CL on $left.D == $right.B',
    'let seen = T_CL | summarize n = count() by B | where n > 2 | project B; T_CL | where B in (seen) and A == 7',
    'T_CL | join kind=inner (U_CL | where D == "x") on $left.A == $right.A and $left.B == $right.B',
    'T_CL | join kind=rightanti (U_CL | where D == "x") on A',
    'T_CL | project k = strcat(A, "/", B) | join kind=inner (U_CL | project k = strcat(C, "/", D)) on k',
    'T_CL | where A == "x" | make-series n = count() on TimeGenerated step 1m by B ' +
      '| extend (bad, score, usual) = series_decompose_anomalies(n) | mv-expand n to typeof(long), bad to typeof(double) | where bad > 0',
    'declare query_parameters(least:long = 5); T_CL | where A > least',
    'T_CL | where T between (datetime(2018-07-15) .. 30m)',
    'T_CL | extend c = trim("#", B) | where c == "x"',
    'T_CL | evaluate ipv4_lookup(U_CL, A, range)',
    'T_CL | summarize a = countif(B == "x"), all = countif(B in ("x", "y")) | where todouble(a) / all < 0.5',
    // The first of many choices is the wrong one.
    'T_CL | where A == "x" or B == "x" | where (C == 1 or D == 1) and (E == 1 or F == 1) and (G == 1 or H == 1) ' +
      'and (I == 1 or J == 1) and (K == 1 or L == 1) and (M == 1 or N == 1) | where A != "x"',
    // Parts of a text by their place, from its start and from its end.
    'T_CL | extend p = split(B, " ") | where p[2] == "x" and p[-1] == "y"',
    'T_CL | extend p = split(B, ".") | extend top = tostring(p[array_length(p) - 1]) | where B has "." and top in ("xyz", "club")',
    'T_CL | where B endswith ".exe" | extend n = tostring(split(B, "/")[-1]) ' +
      '| join kind=inner (U_CL | extend n = tostring(split(C, @"\\")[-1])) on n',
    'T_CL | project n = tostring(split(UserMail, "@")[0]) | join kind=inner (U_CL | project n = Recipient) on n',
    'T_CL | where strcat(".", tostring(split(B, ".")[-1])) in (".asp", ".php")',
    // What the query collects, averages or looks up itself.
    'let seen = toscalar(U_CL | where D == "x" | summarize make_set(B)); T_CL | where B in (seen) and A == 1',
    'let usual = toscalar(T_CL | summarize avg(A)); T_CL | where A > 3 * usual',
    'let seen = toscalar(U_CL | summarize min(TimeGenerated)); T_CL | where TimeGenerated between ((seen - 1m) .. 10m)',
    'T_CL | mv-apply F = extract_all(@"(\\w+)=(\\w+)", B) on (summarize F = make_list(pack(tostring(F[0]), F[1]))) ' +
      `| extend v = extract(@'state":"(up|down)"', 1, tostring(F)) | where v == "down"`,
    'let ends = dynamic([".js", ".hta"]); T_CL | mv-apply end = ends to typeof(string) on (where B endswith end)',
    // A variable is no column of a table without a schema.
    'let back = 5m; T_CL | extend S = TimeGenerated - back | join kind=inner (U_CL | project Seen = TimeGenerated, B) on B ' +
      '| where Seen between (S .. TimeGenerated)',
    'T_CL | project T = unixtime_seconds_todatetime(A) | where T > ago(1h)',
    'T_CL | extend k = bin(TimeGenerated, 1h) | join kind=inner (U_CL | extend k = bin(TimeGenerated, 1h)) on k ' +
      '| where TimeGenerated1 < TimeGenerated',
    'T_CL | extend k = strcat(A, "-", C) | summarize n = dcount(B) by k | where n > 4',
  ])
    test(query, () => {
      const rule = ruleOf(query);
      const { fires, because, tables, watchlists, externaldata, madeUp } = synthesize(rule, clock, now);
      assert.equal(because, null);
      assert.ok(fires);
      assert.ok(madeUp);
      assert.equal(run(rule, { tables, watchlists, externaldata, now }).verdict, 'alert');
    });

  for (const query of [
    'T_CL | where A == 1 and A == 2',
    'T_CL | where B has_any (dynamic([]))',
    'T_CL | summarize n = dcount(A) by A | where n > 4',
    'T_CL | where B matches regex "a" and strlen(B) == 0',
  ])
    test(`or it is said why not: ${query}`, () => {
      const { fires, because } = synthesize(ruleOf(query), clock, now);
      assert.ok(!fires);
      assert.match(because ?? '', /\S/);
    });

  test('the same each time', () => {
    const rule = ruleOf('T_CL | where A == 1 or B has "x" | summarize n = count() by C | where n > 2');
    const made = [1, 2].map(() => ({ ...synthesize(rule, clock, now), ms: 0 }));
    assert.deepEqual(made[0], made[1]);
  });
});
