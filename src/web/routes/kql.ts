import { kqlSupportPage } from '../pages/kql-support.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';

/** What the engine does of the query language. */
export function kqlRoutes(): Route[] {
  const model = kqlSupportPage();
  return [
    {
      method: 'get',
      path: '/kql/support',
      summary: 'Every function, operator and plugin of KQL, and how far it is supported',
      serve: (request, response) => sendPage(request, response, { view: 'kql-support', title: 'KQL support', model }),
    },
  ];
}
