/*
 * Columns that choose the log a rule reads, and are no sign of a threat: which event, which table, whose product, how it ended, when.
 */
const LOG = /^(event_?id|eventcode|eventlog|type|tablename|category|sourcesystem|channel|officeworkload)$/;
const MAKER = /(vendor|product|provider)(_?name)?(_s)?$/;
const OUTCOME = /^(event)?result(type|status|code|signature)?(_[sd])?$|^(activitystatus(value)?|outcome|responsestatuscode|requestmethod)$/;
const TIME = /^(timegenerated|timestamp|starttime|endtime|ingestiontime)$/;

/** Whether a column chooses the log; `column` is the innermost name of the field: `Vendor` of `tolower(Log.Vendor)`. */
export function choosesLog(column: string): boolean {
  const name = column.toLowerCase();
  return LOG.test(name) || MAKER.test(name) || OUTCOME.test(name) || TIME.test(name);
}
