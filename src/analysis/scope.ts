/*
 * Columns that choose the log a rule reads, and are no sign of a threat: which event, which table, whose product, how it ended, when.
 */
const LOG = /^(event_?id|eventcode|eventlog|type|tablename|category|sourcesystem|channel|officeworkload)$/;
const MAKER = /(vendor|product|provider)(_?name)?(_s)?$/;
const OUTCOME =
  /^(event)?result(type|status|code|signature)?(_[sd])?$|^(activitystatus(value)?|outcome|responsestatuscode|requestmethod)$/;
const TIME = /^(timegenerated|timestamp|starttime|endtime|ingestiontime)$/;

/** Whether a field, as written, chooses the log. */
export function choosesLog(field: string): boolean {
  const name = columnOf(field).toLowerCase();
  return LOG.test(name) || MAKER.test(name) || OUTCOME.test(name) || TIME.test(name);
}

/** The innermost name of a field: `Vendor` of `tolower(Log.Vendor)` and of `tostring(Log["Vendor"])`. */
function columnOf(field: string): string {
  const path = /^(?:\w+\s*\(\s*)*([^,()]*)/.exec(field)?.[1] ?? field;
  return /([^.[\]"'\s]+)["'\]\s]*$/.exec(path)?.[1] ?? path;
}
