import type { Request } from 'express';
import { findTechnique, tactics } from '../helpers/attack.js';
import { link } from '../helpers/link.js';
import { nearest } from '../helpers/nearest.js';
import { type CoverageQuery, coveragePage } from '../pages/coverage.js';
import { navigatorLayer } from '../pages/navigator-layer.js';
import { tacticPage } from '../pages/tactic.js';
import { techniquePage } from '../pages/technique.js';
import { refusals } from '../problems.js';
import { flag, one, part } from '../query.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

const severities = ['Informational', 'Low', 'Medium', 'High'] as const;
const filters = { table: 'only rules that read this table', severity: 'only rules of this severity or worse' };

/** Tactics, techniques and the coverage matrix. */
export function attackRoutes({ catalog }: Site): Route[] {
  return [
    {
      method: 'get',
      path: '/tactics/:tactic',
      summary: 'The rules and techniques of a tactic',
      serve: (request, response) => {
        const name = part(request, 'tactic');
        const model = tacticPage(catalog, name);
        if (model === undefined)
          throw refusals.unknown(
            'tactic',
            name,
            nearest(name, tactics, ({ name }) => name).map(({ name, title }) => ({
              name: title,
              href: link.tactic(name),
            })),
          );
        sendPage(request, response, { view: 'tactic', title: model.title, model });
      },
    },
    {
      method: 'get',
      path: '/techniques/:id',
      summary: 'The rules that name a technique or one of its sub-techniques',
      serve: (request, response) => {
        const id = part(request, 'id');
        const model = techniquePage(catalog, id);
        if (model === undefined)
          throw refusals.unknown(
            'technique',
            id,
            nearest(id, catalog.facet('technique'), ({ value }) => value).map(({ value }) => ({
              name: `${value} ${findTechnique(value)?.name ?? ''}`,
              href: link.technique(value),
            })),
          );
        sendPage(request, response, { view: 'technique', title: `${model.id} ${model.name ?? ''}`.trim(), model });
      },
    },
    {
      method: 'get',
      path: '/coverage',
      summary: 'The ATT&CK matrix with the number of rules for each technique',
      query: { ...filters, gaps: 'only techniques without a rule' },
      serve: (request, response) =>
        sendPage(request, response, {
          view: 'coverage',
          title: 'ATT&CK coverage',
          model: coveragePage(catalog, coverageQuery(request)),
        }),
    },
    {
      method: 'get',
      path: '/coverage.json',
      summary: 'The same as a layer of the ATT&CK Navigator, format 4.5',
      query: filters,
      gives: ['application/json'],
      serve: (request, response) => {
        response
          .attachment('telltale-coverage.json')
          .type('json')
          .send(JSON.stringify(navigatorLayer(catalog, coverageQuery(request))));
      },
    },
  ];
}

function coverageQuery(request: Request): CoverageQuery {
  const table = one(request, 'table');
  const text = one(request, 'severity');
  const severity = severities.find((name) => name.toLowerCase() === text?.toLowerCase());
  if (text !== undefined && severity === undefined) throw refusals.badField('severity', text, severities.join(', '));
  return {
    ...(table === undefined ? {} : { table }),
    ...(severity === undefined ? {} : { severity }),
    gaps: flag(request, 'gaps') ?? false,
  };
}
