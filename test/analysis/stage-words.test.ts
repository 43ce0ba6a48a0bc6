import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analysed } from './queries.js';

function words(query: string): string[] {
  return analysed(query).stages.map((stage) => stage.words);
}

test('each stage says what it does', () => {
  const query = `let accounts = dynamic(['a']);
let since = 1h;
SigninLogs
| where TimeGenerated > ago(since)
| where ResultType == 50057
| extend Ip = IPAddress, City = tostring(LocationDetails.city)
| mv-expand Policy = ConditionalAccessPolicies
| parse UserAgent with * '(' System ';' *
| join kind=leftanti (AuditLogs | where Result == 'success') on UserId
| summarize Tries = count(), dcount(AppId) by Ip, bin(TimeGenerated, 1h)
| where Tries > 3
| project-away dcount_AppId
| top 5 by Tries desc`;
  assert.deepEqual(words(query), [
    'Names accounts and since for what follows.',
    'Reads SigninLogs.',
    'Keeps rows where TimeGenerated > ago(since), and ResultType == 50057.',
    'Computes Ip and City.',
    'Makes a row of each element of Policy.',
    'Takes System out of UserAgent.',
    'Keeps rows that have no partner in a query of AuditLogs by UserId.',
    'Computes Tries = count() and dcount(AppId) for each Ip and bin(TimeGenerated, 1h).',
    'Keeps rows where Tries > 3.',
    'Leaves dcount_AppId out.',
    'Keeps the first 5 by Tries desc.',
  ]);
});

test('a beginning without a table says so too', () => {
  assert.deepEqual(words('union SigninLogs, (AuditLogs | take 1) | count'), [
    'Reads SigninLogs and a query of AuditLogs together.',
    'Counts the rows.',
  ]);
  assert.deepEqual(words('SigninLogs | union AuditLogs').at(1), 'Adds the rows of AuditLogs.');
  assert.deepEqual(words('datatable(a: string, b: long)["x", 1] | distinct a'), [
    'Begins with a table of constants: a and b.',
    'Keeps each combination of a once.',
  ]);
  assert.deepEqual(words('Parser(1d) | sort by a'), ['Reads what Parser(1d) gives.', 'Sorts by a.']);
});

test('long lists are cut, and say how much is left out', () => {
  assert.deepEqual(
    words('T | project a, b, c, d, e, f, g, h').at(1),
    'Goes on with a, b, c, d, e, f and 2 more alone.',
  );
});
