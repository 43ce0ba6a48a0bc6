import type { FacetName } from '../../corpus/index.js';
import type { Search } from '../../search/index.js';
import { facetTitles } from '../helpers/facets.js';
import { link } from '../helpers/link.js';
import { browsePage } from '../pages/browse.js';
import { rulePage } from '../pages/rule.js';
import { refusals } from '../problems.js';
import { count, many, one, part } from '../query.js';
import { sendPage } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

/** Browsing rules, and one rule. */
export function ruleRoutes({ catalog, search, savedTests }: Site): Route[] {
  return [
    {
      method: 'get',
      path: '/rules',
      summary: 'Rules, filtered by facets, sorted and in pages',
      query: {
        ...Object.fromEntries(
          Object.entries(facetTitles).map(([name, title]) => [
            name,
            `only rules of this ${title?.toLowerCase()}; may come several times`,
          ]),
        ),
        sort: 'name, severity, tactic, stages or indicators; with - in front, the largest first',
        page: 'which page',
        size: 'rules on a page, up to 500',
      },
      serve: (request, response) => {
        const facets = Object.keys(facetTitles) as FacetName[];
        const chosen = Object.fromEntries(
          facets.map((name) => [name, many(request, name)]).filter(([, values]) => values.length > 0),
        );
        const model = browsePage(catalog, {
          chosen,
          sort: one(request, 'sort') ?? '-severity',
          page: count(request, 'page', 1, 1e6),
          size: count(request, 'size', 50, 500),
        });
        sendPage(request, response, { view: 'rules', title: 'Rules', model });
      },
    },
    {
      method: 'get',
      path: '/rules/:id',
      summary: 'One rule: metadata, query, stages, indicators with corpus counts, outputs',
      schema: 'Rule',
      serve: (request, response) => {
        const id = part(request, 'id');
        const rule = catalog.rule(id);
        if (rule === undefined) throw unknownRule(search, id);
        const model = rulePage(catalog, rule, savedTests(rule.slug));
        sendPage(request, response, { view: 'rule', title: rule.name, model, json: rule });
      },
    },
    {
      method: 'get',
      path: '/rules/:id/raw',
      summary: "The rule's file as it was",
      gives: ['text/plain'],
      serve: (request, response) => {
        const id = part(request, 'id');
        const bytes = catalog.raw(id);
        if (bytes === undefined) throw unknownRule(search, id);
        response.type('text/plain; charset=utf-8').send(Buffer.from(bytes));
      },
    },
  ];
}

/** Says that there is no such rule, with the rules whose id or name is most like it. */
export function unknownRule(search: Search, id: string) {
  return refusals.unknown(
    'rule',
    id,
    search.nearest(id, 4).map(({ name, slug }) => ({ name, href: link.rule(slug) })),
  );
}
