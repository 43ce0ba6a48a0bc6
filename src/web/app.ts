import { randomUUID } from 'node:crypto';
import path from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { engine } from 'express-handlebars';
import helmet from 'helmet';
import { type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Catalog } from '../corpus/index.js';
import { openSearch } from '../search/index.js';
import { assetAddresses, viewsFolder } from './assets.js';
import { ClientLeft } from './body.js';
import type { Evaluator } from './evaluator.js';
import { frame } from './frame.js';
import { Metrics } from './metrics.js';
import { bug, refusals } from './problems.js';
import { Refusal } from './refusal.js';
import { sendProblem, wantsJson } from './respond.js';
import type { Route } from './route.js';
import { allRoutes } from './routes/index.js';
import type { BodyLimits, SavedTests, Site } from './site.js';

/** What the server serves from. */
export interface AppOptions {
  readonly catalog: Catalog;
  readonly evaluator: Evaluator;
  /** None, unless told. */
  readonly savedTests?: SavedTests;
  readonly log?: Logger;
  readonly limits?: Partial<BodyLimits>;
}

const mebibyte = 1024 * 1024;

/** Makes the server's application; whoever calls it listens. */
export function createApp(options: AppOptions): Express {
  const { catalog, evaluator, savedTests = () => [], log = pino({ level: 'silent' }), limits } = options;
  const app = express();
  const views = viewsFolder();
  const assets = path.join(views, 'assets');
  const metrics = new Metrics();
  const site: Site = {
    catalog,
    evaluator,
    savedTests,
    metrics,
    search: openSearch(catalog),
    limits: { records: 64 * mebibyte, form: 4 * mebibyte, ...limits },
  };
  app.disable('x-powered-by').enable('view cache').enable('case sensitive routing');
  app.engine(
    '.hbs',
    engine({
      extname: '.hbs',
      layoutsDir: path.join(views, 'layouts'),
      partialsDir: path.join(views, 'partials'),
      compilerOptions: { preventIndent: true },
    }),
  );
  app.set('view engine', '.hbs').set('views', views);

  app.use(helmet(security));
  app.use(
    pinoHttp({
      logger: log,
      genReqId: () => randomUUID(),
      serializers: { req: ({ id, method, url }) => ({ id, method, url }), res: ({ statusCode }) => ({ statusCode }) },
    }),
  );
  app.use('/assets', express.static(assets, { immutable: true, maxAge: '1y', index: false, fallthrough: true }));
  app.get('/favicon.ico', (_request, response) => response.redirect(301, '/assets/logo.svg'));
  app.use(counted(metrics));
  app.use(frame(catalog, assetAddresses(assets)));
  const routes = allRoutes(site);
  for (const route of routes) app[route.method](route.path, route.serve);
  app.use(notFound(routes));
  app.use(failed);
  return app;
}

/** No script, style or frame but our own; HTTPS is the business of whatever stands before this server. */
const security = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'style-src': ["'self'"],
      'script-src': ["'self'"],
      'img-src': ["'self'"],
      'connect-src': ["'self'"],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
  strictTransportSecurity: false,
};

function counted(metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    metrics.requestStarted();
    response.once('close', () => metrics.requestEnded(request.route?.path ?? 'none', response.statusCode));
    next();
  };
}

function notFound(routes: readonly Route[]) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const allowed = routes
      .filter((route) => patternOf(route.path).test(request.path))
      .map((route) => route.method.toUpperCase());
    next(
      allowed.length > 0 ? refusals.wrongMethod(request.method, request.path, allowed) : refusals.noPage(request.path),
    );
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}/?$`, 'i');
}

/** Answers every error: a refusal with its problem, a bug with nothing but the request's id. */
function failed(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (error instanceof ClientLeft || response.headersSent) {
    request.log.info('the client left');
    if (response.headersSent) next(error);
    else response.destroy();
    return;
  }
  // Closing the connection on a client that is still sending would lose it the answer.
  if (!request.complete) response.shouldKeepAlive = true;
  const as = response.locals.answersJson === true || wantsJson(request) ? 'json' : 'page';
  const refusal = error instanceof URIError ? refusals.badPath() : error;
  if (refusal instanceof Refusal) {
    response.set(refusal.headers);
    sendProblem(response, refusal.status, refusal.problem, as, refusal.nearest);
    return;
  }
  request.log.error(error);
  sendProblem(response, 500, bug(String(request.id)), as);
}
