import type { Rule } from '../rules/index.js';
import type { Alert, RuleEvaluation } from './model.js';

/** An incident takes no more alerts than this: the next one begins. */
const mostAlerts = 150;

/** The incidents that alerts would become. @see https://learn.microsoft.com/azure/sentinel/create-analytics-rules */
export function incidentsOf({ incident }: Rule, alerts: readonly Alert[]): RuleEvaluation['incidents'] {
  if (incident?.create === false) return [];
  const grouping = incident?.grouping?.enabled ? incident.grouping : undefined;
  const groups = new Map<string, number[]>();
  alerts.forEach((alert, place) => {
    const key = grouping === undefined ? String(place) : JSON.stringify(keyOf(alert, grouping));
    groups.set(key, [...(groups.get(key) ?? []), place]);
  });
  return [...groups.values()].flatMap((places) =>
    Array.from({ length: Math.ceil(places.length / mostAlerts) }, (_, part) => {
      const some = places.slice(part * mostAlerts, (part + 1) * mostAlerts);
      return { title: alerts[some[0]].title, alerts: some };
    }),
  );
}

/** Alerts with the same key are one incident. */
function keyOf(
  { title, severity, entities, customDetails }: Alert,
  { matching, byEntities, byAlertDetails, byCustomDetails }: NonNullable<NonNullable<Rule['incident']>['grouping']>,
): unknown {
  const among = (types: readonly string[]) =>
    entities
      .filter(({ type }) => types.some((each) => each.toLowerCase() === type.toLowerCase()))
      .map((entity) => JSON.stringify(entity))
      .sort();
  switch (matching.toLowerCase()) {
    case 'anyalert':
      return [];
    case 'selected': {
      const details = byAlertDetails.map((detail) => (detail.toLowerCase() === 'severity' ? severity : title));
      return [among(byEntities), details, byCustomDetails.map((name) => customDetails[name] ?? null)];
    }
    default:
      return among(entities.map(({ type }) => type));
  }
}
