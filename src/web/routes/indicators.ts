import { indicatorPage } from '../pages/indicator.js';
import { indicatorOrders, indicatorsPage } from '../pages/indicators.js';
import { refusals } from '../problems.js';
import { count, one, part } from '../query.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

/** What rules look for, most shared first. */
export function indicatorRoutes({ catalog }: Site): Route[] {
  return [
    {
      method: 'get',
      path: '/indicators',
      summary: 'Indicators, most shared first',
      query: {
        kind: 'only this comparison: eq, has, contains, match ...',
        role: 'threat or scope',
        sort: 'rarest: those that the fewest rules share first; newest: those that no rule had before the last ingests',
        page: 'which page',
        size: 'indicators on a page, up to 1000',
      },
      serve: (request, response) => {
        const kind = one(request, 'kind');
        const role = one(request, 'role');
        if (role !== undefined && role !== 'threat' && role !== 'scope')
          throw refusals.badField('role', role, 'threat or scope');
        const sort = one(request, 'sort');
        const order = indicatorOrders.find((each) => each === sort);
        if (sort !== undefined && order === undefined)
          throw refusals.badField('sort', sort, indicatorOrders.join(' or '));
        const model = indicatorsPage(catalog, {
          kind,
          role,
          sort: order,
          page: count(request, 'page', 1, 1e6),
          size: count(request, 'size', 100, 1000),
        });
        sendPage(request, response, { view: 'indicators', title: 'Indicators', model });
      },
    },
    {
      method: 'get',
      path: '/indicators/:id',
      summary: 'An indicator with every rule that has it',
      serve: (request, response) => {
        const id = part(request, 'id');
        const indicator = catalog.indicator(id) ?? catalog.indicator(id.toLowerCase());
        if (indicator === undefined)
          throw refusals.unknown('indicator', id, [{ name: 'All indicators', href: '/indicators' }]);
        const model = indicatorPage(catalog, indicator);
        sendPage(request, response, {
          view: 'indicator',
          title: `${model.indicator.field} ${model.indicator.kind} ${model.indicator.text}`,
          model,
        });
      },
    },
  ];
}
