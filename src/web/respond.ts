import type { Request, Response } from 'express';
import type { Problem } from '../base/problem.js';
import { one } from './query.js';
import type { Suggestion } from './refusal.js';

/** The parts of the site that the main navigation names. */
export type Section = 'rules' | 'indicators' | 'coverage' | 'tables';

/** A page: its view and the model that the view shows. */
export interface Page {
  readonly view: string;
  readonly title: string;
  readonly section?: Section;
  readonly model: object;
  /** What JSON clients get instead of the model. */
  readonly json?: unknown;
  readonly status?: number;
}

/** Whether a client wants JSON: it says so in `Accept`, or in the address, where links cannot set headers. */
export function wantsJson(request: Request): boolean {
  if (one(request, 'format') === 'json') return true;
  const best = request.accepts(['html', 'json', 'application/problem+json']);
  return best === 'json' || best === 'application/problem+json';
}

/** Answers with a page, or its model as JSON. */
export function sendPage(request: Request, response: Response, page: Page): void {
  response
    .status(page.status ?? 200)
    .vary('Accept')
    .vary('Cookie');
  if (wantsJson(request)) response.json(page.json ?? page.model);
  else response.render(page.view, { ...page.model, title: page.title, section: page.section });
}

/** Answers with a problem: a document for programs, a page for people. */
export function sendProblem(
  response: Response,
  status: number,
  problem: Problem,
  as: 'json' | 'page',
  nearest: readonly Suggestion[] = [],
): void {
  const title = titles[status] ?? 'Problem';
  response.status(status).vary('Accept').vary('Cookie');
  if (as === 'json') {
    const document = { title, status, detail: problem.message, ...problem, ...(nearest.length > 0 ? { nearest } : {}) };
    response.type('application/problem+json').send(JSON.stringify(document));
  } else response.render('problem', { title, status, problem, nearest });
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'The rule cannot be run on this',
  429: 'Busy',
  500: 'Fault of the server',
  503: 'Not ready',
};
