import type { Problem } from '../../base/problem.js';
import type { Rule, Source } from '../../rules/index.js';
import type { AnalysedRule } from '../model.js';
import { problems } from '../problems.js';
import type { StoredState } from '../store/state.js';
import type { OpenStore } from '../store/store.js';
import { affectedBy, meanings } from './affected.js';
import { Generation, type GenerationOptions } from './generation.js';
import type { Content } from './read.js';
import { type Outcome, type Task, toBytes, toEntry } from './task.js';
import { DEADLINE_MS, type Threads } from './threads.js';

/** The next state, and how many rules had to be analysed for it. */
export interface Renewal {
  readonly state: StoredState;
  readonly analysed: number;
}

/** Who does the work: parsing and analysing each warm up so much code that a thread does but one of them. */
export interface Workers {
  readonly parsers: Threads;
  readonly analysts: Threads;
}

/** Has everything analysed that is new or means something else now, and writes the next generation. */
export async function renew(
  content: Content,
  former: OpenStore | null,
  workers: Workers,
  options: GenerationOptions,
  onProgress: (done: number, total: number) => void,
): Promise<Renewal> {
  const generation = new Generation(content, former, options);
  try {
    const affected = findAffected(content, former);
    const changed: number[] = [];
    content.rules.forEach(({ declaration, kept }, number) => {
      if (kept !== null && !affected(declaration.query)) generation.keepRule(number);
      else changed.push(number);
    });
    const total = content.functions.filter(({ kept }) => kept === null).length + changed.length;
    let done = 0;
    const progress = () => onProgress(++done, total);
    const parse = onceForEach((task) => workers.parsers.do(task));
    const analyse = async (number: number, ready: Promise<void>): Promise<void> => {
      const { declaration } = content.rules[number];
      const parsed = await parse(declaration.query, { is: 'parse-rule', declaration });
      await ready;
      const outcome =
        parsed.is === 'parsed'
          ? await workers.analysts.do({ is: 'analyse', declaration, parsed: parsed.bytes })
          : parsed;
      enterRule(generation, content, number, outcome);
      progress();
    };
    // First the rules that call no function: while the functions are parsed the analysts have something to do.
    const context = contextOf(content);
    const isCaller = affectedBy(new Map(), meanings(context.functions, []), context.functions);
    const callers: number[] = [];
    const others: number[] = [];
    for (const number of changed) (isCaller(content.rules[number].declaration.query) ? callers : others).push(number);
    workers.analysts.share({ ...context, syntaxes: [] });
    const independent = others.map((number) => analyse(number, Promise.resolve()));
    const functions = syntaxesOfFunctions(content, former, generation, parse, progress).then((syntaxes) =>
      workers.analysts.share({ ...context, syntaxes }),
    );
    await Promise.all([functions, ...independent, ...callers.map((number) => analyse(number, functions))]);
    return { state: generation.finish(), analysed: changed.length };
  } finally {
    generation.close();
  }
}

type Parse = (key: unknown, task: Task) => Promise<Outcome>;

/** Has a text parsed but once: many files repeat what others say. */
function onceForEach(parse: (task: Task) => Promise<Outcome>): Parse {
  const known = new Map<string, Promise<Outcome>>();
  return (key, task) => {
    const text = JSON.stringify([task.is, key]);
    const outcome = known.get(text) ?? parse(task);
    known.set(text, outcome);
    return outcome;
  };
}

/** Enters the functions, and gives their syntaxes in their order. */
function syntaxesOfFunctions(
  content: Content,
  former: OpenStore | null,
  generation: Generation,
  parse: Parse,
  progress: () => void,
): Promise<readonly Uint8Array[]> {
  return Promise.all(
    content.functions.map(async ({ file, declaration, kept }, number) => {
      if (kept !== null && former !== null) {
        generation.enterFunction(number, null);
        return former.pack.read(kept.syntax);
      }
      const { parameters, body } = declaration;
      const outcome = await parse([parameters, body], { is: 'parse-function', declaration });
      if (outcome.is !== 'parsed') generation.addProblem(file, givenUp(outcome, declaration.source));
      const syntax = outcome.is === 'parsed' ? outcome.bytes : toBytes(null);
      generation.enterFunction(number, syntax);
      progress();
      return syntax;
    }),
  );
}

function enterRule(generation: Generation, content: Content, number: number, outcome: Outcome): void {
  if (outcome.is === 'analysed') {
    generation.enterRule(number, outcome.entry);
    return;
  }
  const { file, declaration } = content.rules[number];
  const problem = givenUp(outcome, declaration.source);
  generation.addProblem(file, problem);
  generation.enterRule(number, toEntry(declaration, unanalysed(declaration, problem)));
}

/** The problem of a query that was given up; a bug of ours is none. */
function givenUp(outcome: Outcome, { path, line }: Source): Problem {
  if (outcome.is === 'failure') throw outcome.error;
  return outcome.is === 'too-long'
    ? problems.analysisTooLong(path, line, DEADLINE_MS / 1000)
    : problems.analysisTooDeep(path, line);
}

/** What is known of a query that was given up: its text. */
function unanalysed({ query }: Rule, problem: Problem): AnalysedRule {
  const span = { start: 0, end: query.length };
  return {
    tables: [],
    functions: [],
    parameters: [],
    stages: [{ index: 0, kind: 'source', text: query, span, steps: 1, words: 'Is not understood.' }],
    indicators: [],
    exclusions: [],
    outputs: [],
    lint: [],
    evaluable: { is: 'no', because: [problem] },
    tokens: [],
    syntax: null,
    filter: null,
  };
}

function contextOf({ functions, schemas }: Content) {
  return {
    functions: functions.map((each) => each.declaration),
    schemas: schemas.map((each) => each.declaration),
  };
}

function findAffected(content: Content, former: OpenStore | null): (query: string) => boolean {
  if (former === null) return () => true;
  const { state, pack } = former;
  const after = contextOf(content);
  const before = meanings(
    state.functions.map((each) => pack.readJson(each.declaration)),
    state.schemas.map((each) => pack.readJson(each.declaration)),
  );
  return affectedBy(before, meanings(after.functions, after.schemas), after.functions);
}
