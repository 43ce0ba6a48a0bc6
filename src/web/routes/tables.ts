import { link } from '../helpers/link.js';
import { nearest } from '../helpers/nearest.js';
import { fieldPage } from '../pages/field.js';
import { tablePage } from '../pages/table.js';
import { tablesPage } from '../pages/tables.js';
import { refusals } from '../problems.js';
import { count, part } from '../query.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

/** Tables and the fields that rules test. */
export function tableRoutes({ catalog }: Site): Route[] {
  return [
    {
      method: 'get',
      path: '/tables',
      summary: 'The tables that rules read, most read first',
      query: { page: 'which page of 100' },
      serve: (request, response) =>
        sendPage(request, response, {
          view: 'tables',
          title: 'Tables',
          model: tablesPage(catalog, count(request, 'page', 1, 1e6)),
        }),
    },
    {
      method: 'get',
      path: '/tables/:name',
      summary: 'A table: its columns, how rules test them, and the rules that read it',
      serve: (request, response) => {
        const name = part(request, 'name');
        const model = tablePage(catalog, name);
        const known = [...new Set([...catalog.facet('table').map(({ value }) => value), ...catalog.schemas])];
        if (model === undefined)
          throw refusals.unknown(
            'table',
            name,
            nearest(name, known, (known) => known).map((name) => ({ name, href: link.table(name) })),
          );
        sendPage(request, response, { view: 'table', title: model.name, model });
      },
    },
    {
      method: 'get',
      path: '/fields/:name',
      summary: 'A field: the values that rules compare it with, and those rules',
      query: { page: 'which page of 100 values' },
      serve: (request, response) => {
        const name = part(request, 'name');
        const model = fieldPage(catalog, name, count(request, 'page', 1, 1e6));
        if (model === undefined)
          throw refusals.unknown(
            'field',
            name,
            nearest(name, catalog.fields(), ({ value }) => value).map(({ value }) => ({
              name: value,
              href: link.field(value),
            })),
          );
        sendPage(request, response, { view: 'field', title: model.name, model });
      },
    },
  ];
}
