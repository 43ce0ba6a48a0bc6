/*
 * Columns that choose the log a rule reads, and are no sign of a threat: which event, which table, whose product, how it ended, when.
 */
const LOG = /^(event_?id|eventcode|eventlog|type|tablename|category|sourcesystem|channel|officeworkload)$/;
const MAKER = /(vendor|product|provider)(_?name)?(_s)?$/;
const OUTCOME =
  /^(event)?result(type|status|code|signature)?(_[sd])?$|^(activitystatus(value)?|outcome|responsestatuscode|requestmethod)$/;
const TIME = /^(timegenerated|timestamp|starttime|endtime|ingestiontime)$/;

const REASONS: readonly (readonly [RegExp, string])[] = [
  [LOG, 'names the kind of log or event'],
  [MAKER, 'names the product that logs'],
  [OUTCOME, 'names how the event ended'],
  [TIME, 'chooses a time'],
];

/** Why a field, as written, only chooses the log; undefined for one that does more. */
export function reasonForScope(field: string): string | undefined {
  const name = columnOf(field);
  return REASONS.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
}

/** The innermost name of a field: `Vendor` of `tolower(Log.Vendor)` and of `tostring(Log["Vendor"])`. */
function columnOf(field: string): string {
  const path = /^(?:\w+\s*\(\s*)*([^,()]*)/.exec(field)?.[1] ?? field;
  return /([^.[\]"'\s]+)["'\]\s]*$/.exec(path)?.[1] ?? path;
}
