import { changesPage } from '../pages/changes.js';
import { homePage } from '../pages/home.js';
import { problemsPage } from '../pages/problems.js';
import { count, one } from '../query.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

/** The home page, and what ingests changed and found wrong. */
export function homeRoutes({ catalog }: Site): Route[] {
  const home = homePage(catalog);
  return [
    {
      method: 'get',
      path: '/',
      summary: 'What the catalog holds, and the ways into it',
      serve: (request, response) =>
        sendPage(request, response, { view: 'home', title: 'Detection rules, taken apart', model: home }),
    },
    {
      method: 'get',
      path: '/changes',
      summary: 'What the ingests since the first have changed: rules added, changed and removed, and how',
      query: { page: 'which page of 10 ingests' },
      serve: (request, response) => {
        const model = changesPage(catalog, count(request, 'page', 1, 1e6));
        sendPage(request, response, { view: 'changes', title: 'Changes', model });
      },
    },
    {
      method: 'get',
      path: '/problems',
      summary: 'What the last ingest could not read or had to repair',
      query: { code: 'only problems of this code', page: 'which page of 100' },
      serve: (request, response) => {
        const model = problemsPage(catalog, one(request, 'code'), count(request, 'page', 1, 1e6));
        sendPage(request, response, { view: 'problems', title: 'Ingest problems', model });
      },
    },
  ];
}
