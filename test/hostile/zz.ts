import { openHostileSite, lines, inGoodHealth } from './site.js';
const queries: Record<string,string> = {
  plain: 'Events_CL | project Name, Value',
  regex: 'Events_CL | where Name matches regex "(a+)+$" | count',
  replace: 'Events_CL | extend n = replace_regex(Name, "(a|aa)+?(b?)", "\\\\1x") | extend m = extract("(a*)*b", 0, Name) | project strlen(n), m',
  cross: 'let T = Events_CL | extend k = 1; T | join kind=inner (T) on k | count',
  range: 'range x from 1 to 1000000000000 step 1 | where x < 0',
  mvexpand: 'range x from 1 to 100000 step 1 | summarize l = make_list(x) | mv-expand a = l to typeof(long) | extend l = range(1, 100000, 1) | mv-expand b = l | count',
  makelist: 'range x from 1 to 3000000 step 1 | extend s = strcat("some text of a length ", x) | summarize make_list(s, 1000000000) by bin(x, 1000000)',
  doubling: 'print a = strrep("abcdefgh", 100000) ' + Array.from({length: 20}, () => '| extend a = strcat(a, a, a)').join(' ') + ' | extend n = strlen(a)',
  strrep: 'range x from 1 to 1000000 step 1 | extend a = strrep(tostring(x), 1000), b = strrep(tostring(x), 1024) | summarize make_list(a, 1000000), make_list(b, 1000000)',
  deep: 'let a = dynamic([1]); print ' + Array.from({length: 200}, () => 'pack_array(').join('') + '1' + ')'.repeat(200),
  dates: 'print x = range(datetime(1900-01-01), datetime(2100-01-01), 1tick) | extend n = array_length(x)',
  series: 'range x from 1 to 10 step 1 | make-series count() on x from 1 to 100000000000 step 1 | project array_length(x)',
  union: 'let T = range x from 1 to 3000000 step 1; union T, T, T, T, T, T, T | summarize count() by x',
  sort: 'range x from 1 to 9000000 step 1 | extend y = hash(x) | sort by y asc | take 1',
};
const site = await openHostileSite(queries, { seconds: 30, mebibytes: 1024 });
const body = lines(Array.from({length: 20000}, (_, i) => ({ Name: 'a'.repeat(100) + '!', Value: i })));
for (const name of process.argv[2] ? process.argv[2].split(',') : Object.keys(queries)) {
  const t = performance.now();
  try {
  const r = await inGoodHealth(site.address, () => site.post(name, 'application/x-ndjson', body));
  console.log(name, r.status, Math.round(performance.now() - t), (await r.text()).slice(0, 300));
  } catch (e) { console.log(name, e); }
}
await site.close();
