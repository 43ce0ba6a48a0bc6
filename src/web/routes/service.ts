import { openApi } from '../openapi.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';

/** What machines ask a server: whether it is well, what it counts, what it can. */
export function serviceRoutes({ catalog, metrics }: Site, others: readonly Route[]): Route[] {
  const routes: Route[] = [
    {
      method: 'get',
      path: '/health',
      summary: 'Alive and ready, with the generation of the catalog',
      gives: ['application/json'],
      serve: (_request, response) => {
        response.set('Cache-Control', 'no-store').json({
          status: 'ok',
          generation: catalog.generation,
          rules: catalog.stats.rules,
          ingestedAt: catalog.stats.ingestedAt,
        });
      },
    },
    {
      method: 'get',
      path: '/metrics',
      summary: 'Counters for Prometheus',
      gives: ['text/plain'],
      serve: (_request, response) => {
        response
          .set('Cache-Control', 'no-store')
          .type('text/plain; version=0.0.4; charset=utf-8')
          .send(metrics.text(catalog));
      },
    },
    {
      method: 'get',
      path: '/openapi.json',
      summary: 'This description',
      gives: ['application/json'],
      serve: (_request, response) => {
        response.json(description);
      },
    },
  ];
  const description = openApi([...others, ...routes]);
  return routes;
}
