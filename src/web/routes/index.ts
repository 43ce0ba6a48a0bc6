import type { Route } from '../route.js';
import type { Site } from '../site.js';
import { attackRoutes } from './attack.js';
import { evaluateRoutes } from './evaluate.js';
import { homeRoutes } from './home.js';
import { indicatorRoutes } from './indicators.js';
import { kqlRoutes } from './kql.js';
import { ruleRoutes } from './rules.js';
import { searchRoutes } from './search.js';
import { serviceRoutes } from './service.js';
import { tableRoutes } from './tables.js';
import { themeRoutes } from './theme.js';

/** Every route of the server, a resource after the other. */
export function allRoutes(site: Site): readonly Route[] {
  const routes = [
    homeRoutes,
    ruleRoutes,
    evaluateRoutes,
    attackRoutes,
    tableRoutes,
    indicatorRoutes,
    kqlRoutes,
    searchRoutes,
    themeRoutes,
  ].flatMap((resource) => resource(site));
  return [...routes, ...serviceRoutes(site, routes)];
}
