import type { Request, Response } from 'express';

/** One route: what serves it and what `/openapi.json` says of it. */
export interface Route {
  readonly method: 'get' | 'post';
  /** As Express writes it; `:name` parts are the path's parameters. */
  readonly path: string;
  readonly summary: string;
  /** What each parameter of the query string means. */
  readonly query?: Readonly<Record<string, string>>;
  /** The media types of a body it takes. */
  readonly takes?: readonly string[];
  /** The media types it answers with; a page and its model as JSON where nothing is said. */
  readonly gives?: readonly string[];
  /** The component of the API description that its JSON follows. */
  readonly schema?: string;
  readonly serve: (request: Request, response: Response) => void | Promise<void>;
}
