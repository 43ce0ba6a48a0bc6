import { searchPage } from '../pages/search.js';
import { refusals } from '../problems.js';
import { count, one } from '../query.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

const longest = 400;

/** Words to rules and indicators. */
export function searchRoutes({ catalog, search }: Site): Route[] {
  return [
    {
      method: 'get',
      path: '/search',
      summary: 'Rules and indicators by words, fields, values, tables, techniques and ids',
      query: { q: 'the words', size: 'rules and indicators listed, up to 500' },
      serve: (request, response) => {
        const words = one(request, 'q') ?? '';
        if (words.length > longest)
          throw refusals.badField('q', `${words.slice(0, 40)}...`, `a text of at most ${longest} characters`);
        sendPage(request, response, {
          view: 'search',
          title: words === '' ? 'Search' : `Search: ${words}`,
          model: searchPage(catalog, search, words, count(request, 'size', 25, 500)),
        });
      },
    },
  ];
}
