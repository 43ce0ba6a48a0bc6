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
  ])
    test(query, () => {
      const rule = ruleOf(query);
      const { fires, because, tables, watchlists, madeUp } = synthesize(rule, clock, now);
      assert.equal(because, null);
      assert.ok(fires);
      assert.ok(madeUp);
      assert.equal(run(rule, { tables, watchlists, now }).verdict, 'alert');
    });

  test('or it is said why not', () => {
    const { fires, because } = synthesize(ruleOf('T_CL | where A == 1 and A == 2'), clock, now);
    assert.ok(!fires);
    assert.match(because ?? '', /\S/);
  });
});
