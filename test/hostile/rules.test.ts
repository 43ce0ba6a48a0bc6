import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type HostileSite, inGoodHealth, lines, openHostileSite, refusedWith } from './site.js';

const ndjson = 'application/x-ndjson';

/** Rules that never end, or need more than there is. */
const bombs = {
  cross: 'let T = Events_CL | extend k = 1; T | join kind=inner (T) on k | count',
  range: 'range x from 1 to 1000000000000 step 1 | where x < 0',
  expand: `range x from 1 to 100000 step 1 | summarize l = make_list(x)
| mv-expand l to typeof(long) | extend m = range(1, 100000, 1) | mv-expand m | count`,
  list: 'range x from 1 to 9000000 step 1 | extend s = strcat("some text of a length ", x) | summarize make_list(s, 1000000000)',
  doubling: `Events_CL | take 1 | extend a = strrep(Name, 100000)
${'| extend a = strcat(a, a, a)\n'.repeat(20)}| extend n = strlen(a)`,
};

describe('hostile rules', () => {
  let site: HostileSite;
  before(async () => {
    site = await openHostileSite(
      { ...bombs, plain: 'Events_CL | project Name' },
      { size: 2, seconds: 1, mebibytes: 400 },
    );
  });
  after(() => site.close());

  it('stops what does not end or grows too large, and says so', async () => {
    const body = lines(Array.from({ length: 10_000 }, (_, i) => ({ Name: `n${i}` })));
    await inGoodHealth(site.address, () =>
      Promise.all(
        Object.keys(bombs).map(async (rule) => {
          const refused = await refusedWith(await site.post(rule, ndjson, body), 422);
          assert.deepEqual([refused.code, refused.kind], ['TT-LIMIT', 'limit'], rule);
        }),
      ),
    );
    assert.equal((await site.post('plain', ndjson, '{"Name":"a"}')).status, 200);
  });
});
