import type { EvaluationAlert } from '../evaluator.js';
import { type Cell, cellOf } from './cell.js';
import { type RowLinks, rowLinks } from './row-links.js';
import { tacticTitle } from './words.js';

/** An alert as the page of a run shows it. */
export interface AlertView extends RowLinks {
  readonly title: string;
  readonly description: string;
  readonly severity: string | null;
  readonly rank: number;
  readonly tactics: string;
  readonly entities: readonly {
    readonly type: string;
    readonly span: number;
    readonly lead: boolean;
    readonly identifier: string;
    readonly cell: Cell;
  }[];
  readonly details: readonly { readonly name: string; readonly cell: Cell }[];
  readonly properties: readonly { readonly name: string; readonly cell: Cell }[];
}

const severities = ['Informational', 'Low', 'Medium', 'High'];

/** The view of an alert on a page that shows so many rows of the result. */
export function alertView(alert: EvaluationAlert, resultRowsShown: number): AlertView {
  return {
    title: alert.title,
    description: alert.description,
    severity: alert.severity,
    rank: severities.indexOf(alert.severity ?? ''),
    tactics: alert.tactics.map(tacticTitle).join(', '),
    entities: alert.entities.flatMap(({ type, fields }) =>
      Object.entries(fields).map(([identifier, value], place, all) => ({
        type,
        span: all.length,
        lead: place === 0,
        identifier,
        cell: cellOf(value),
      })),
    ),
    details: named(alert.customDetails),
    properties: named(alert.properties ?? {}),
    ...rowLinks(alert.rows, resultRowsShown),
  };
}

function named(fields: Readonly<Record<string, unknown>>): AlertView['details'] {
  return Object.entries(fields).map(([name, value]) => ({ name, cell: cellOf(value) }));
}
