import type { Request, Response } from 'express';
import type { Problem } from '../../base/problem.js';
import type { RuleSummary } from '../../corpus/index.js';
import { everyRule } from '../../evaluation/index.js';
import { formatOfText } from '../../records/index.js';
import { declaredLength, encodingOf, readBody } from '../body.js';
import type { CatalogOutcome, EvaluationJob, EvaluationOutcome } from '../evaluator.js';
import { formFields, mediaType } from '../form.js';
import { link } from '../helpers/link.js';
import type { RunFields } from '../helpers/run-form.js';
import { evaluationPage } from '../pages/evaluation.js';
import { refusals } from '../problems.js';
import { count, flag, one, part } from '../query.js';
import { sendPage, sendProblem, wantsJson } from '../respond.js';
import type { Route } from '../route.js';
import type { Site } from '../site.js';
import { unknownRule } from './rules.js';

const formats: Readonly<Record<string, EvaluationJob['format']>> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'text/csv': 'csv',
};
const formType = 'application/x-www-form-urlencoded';
const accepted = [...Object.keys(formats), formType];

/** Running a rule on posted records. */
export function evaluateRoutes(site: Site): Route[] {
  return [
    {
      method: 'post',
      path: '/rules/:id/evaluate',
      summary: 'Runs one rule on the posted records',
      query: {
        table: 'the table of records that do not name theirs',
        now: 'the time at which the rule runs',
        from: 'the first run of a schedule to replay',
        to: 'the end of it',
        explain: 'why each record is in the alert or not',
        limit: 'how many rows to answer',
      },
      takes: accepted,
      schema: 'Evaluation',
      serve: (request, response) => evaluate(site, request, response),
    },
    {
      method: 'post',
      path: '/evaluate',
      summary: 'Runs every rule on the posted records; a JSON line for each that fired, nearly fired or could not run',
      query: {
        table: 'the table of records that do not name theirs',
        now: 'the time at which the rules run',
      },
      takes: Object.keys(formats),
      gives: ['application/x-ndjson'],
      schema: 'CatalogLine',
      serve: (request, response) => evaluateAll(site, request, response),
    },
    {
      method: 'get',
      path: '/rules/:id/evaluate',
      summary: 'Goes to the form that runs the rule',
      gives: ['text/html'],
      serve: (request, response) => response.redirect(303, `${link.rule(part(request, 'id'))}#run`),
    },
  ];
}

async function evaluateAll(site: Site, request: Request, response: Response): Promise<void> {
  response.locals.answersJson = true;
  const type = mediaType(request, Object.keys(formats));
  const { body, room, gone } = await readInRoom(site, request, response, site.limits.records);
  const job = { slug: everyRule, body, format: formats[type], ...addressOptions(request) };
  const outcome = (await room.run(job, gone.signal)) as unknown as CatalogOutcome;
  if (gone.signal.aborted) return;
  if (outcome.is === 'refused') sendProblem(response, statusOf(outcome.problem), outcome.problem, 'json');
  else response.type('application/x-ndjson').send(outcome.result.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Reads a body once there is room for its run: until then it stays with the client. */
async function readInRoom(site: Site, request: Request, response: Response, limit: number) {
  const encoding = encodingOf(request);
  const length = declaredLength(request, limit);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const room = await site.evaluator.reserve(encoding === 'identity' ? (length ?? limit) : limit, gone.signal);
  if (room === undefined) throw refusals.busy(site.evaluator.retryAfter);
  // Room is held until the answer has left: answers that nobody fetches fill memory too.
  if (response.closed) room.release();
  else response.once('close', () => room.release());
  return { body: await readBody(request, limit), room, gone };
}

async function evaluate(site: Site, request: Request, response: Response): Promise<void> {
  const isForm = (request.headers['content-type'] ?? '').toLowerCase().startsWith(formType);
  const asPage = isForm ? !wantsJson(request) : request.accepts(['json', 'html']) === 'html';
  response.locals.answersJson = !asPage;
  const id = part(request, 'id');
  const rule = site.catalog.summary(id);
  if (rule === undefined) throw unknownRule(site.search, id);
  const type = mediaType(request, accepted);
  const fromAddress = isForm ? {} : addressOptions(request);
  const limit = isForm ? site.limits.form : site.limits.records;
  const { body, room, gone } = await readInRoom(site, request, response, limit);
  const form = isForm ? formOf(body) : undefined;
  const job = form ? jobOf(rule, form) : { slug: rule.slug, body, format: formats[type], ...fromAddress };
  const started = performance.now();
  const outcome = await room.run(job, gone.signal);
  site.metrics.evaluated(
    outcome.is === 'result' ? outcome.result.verdict : outcome.problem.kind,
    (performance.now() - started) / 1000,
  );
  if (gone.signal.aborted) return;
  answer(site, request, response, { rule, outcome, form, asPage });
}

function answer(
  site: Site,
  request: Request,
  response: Response,
  run: { rule: RuleSummary; outcome: EvaluationOutcome; form?: RunFields; asPage: boolean },
): void {
  const { rule, outcome, form, asPage } = run;
  const status = outcome.is === 'result' ? 200 : statusOf(outcome.problem);
  if (asPage) {
    const whole = site.catalog.rule(rule.slug);
    if (whole === undefined) throw unknownRule(site.search, rule.slug);
    sendPage(request, response, {
      view: 'evaluation',
      title: `Run: ${rule.name}`,
      status,
      section: 'rules',
      model: evaluationPage(whole, rule, outcome, form),
    });
  } else if (outcome.is === 'refused') sendProblem(response, status, outcome.problem, 'json');
  else response.vary('Accept').json(outcome.result);
}

function addressOptions(request: Request): Pick<EvaluationJob, 'table' | 'now' | 'from' | 'to' | 'explain' | 'limit'> {
  const table = one(request, 'table');
  const now = one(request, 'now');
  const from = one(request, 'from');
  const to = one(request, 'to');
  const explain = flag(request, 'explain');
  const limit = one(request, 'limit') === undefined ? undefined : count(request, 'limit', 1, 100_000);
  return {
    ...(table === undefined ? {} : { table }),
    ...(now === undefined ? {} : { now }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(explain === undefined ? {} : { explain }),
    ...(limit === undefined ? {} : { limit }),
  };
}

function formOf(body: Uint8Array): RunFields {
  const fields = formFields(body);
  const field = (name: string) => fields.get(name)?.trim() ?? '';
  return {
    records: fields.get('records') ?? '',
    format: fields.get('format') ?? 'auto',
    table: field('table'),
    now: field('now'),
    from: field('from'),
    to: field('to'),
  };
}

/** What was pasted says what it is by its first characters, unless the form says so. */
function jobOf(rule: RuleSummary, form: RunFields): EvaluationJob {
  const body = new TextEncoder().encode(form.records);
  const format =
    form.format === 'json' || form.format === 'ndjson' || form.format === 'csv' ? form.format : formatOfText(body);
  return {
    slug: rule.slug,
    body,
    format,
    explain: true,
    ...(form.table === '' ? {} : { table: form.table }),
    ...(form.now === '' ? {} : { now: form.now }),
    ...(form.from === '' ? {} : { from: form.from }),
    ...(form.to === '' ? {} : { to: form.to }),
  };
}

function statusOf(problem: Problem): number {
  if (problem.code === 'not-ready') return 503;
  if (problem.kind === 'request') return 400;
  return problem.kind === 'limit' && problem.code.includes('large') ? 413 : 422;
}
