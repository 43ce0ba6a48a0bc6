import type { Problem } from '../../base/problem.js';
import type { Rule, Source } from '../../rules/index.js';
import type { AnalysedRule } from '../model.js';
import { problems } from '../problems.js';
import type { StoredState } from '../store/state.js';
import type { OpenStore } from '../store/store.js';
import { affectedBy, meanings } from './affected.js';
import { type Task, toBytes, toEntry } from './analysis-task.js';
import { type Analysts, DEADLINE_MS, type Outcome } from './analysts.js';
import { Generation, type GenerationOptions } from './generation.js';
import type { Content } from './read.js';

/** The next state, and how many rules had to be analysed for it. */
export interface Renewal {
  readonly state: StoredState;
  readonly analysed: number;
}

/** Has everything analysed that is new or means something else now, and writes the next generation. */
export async function renew(
  content: Content,
  former: OpenStore | null,
  analysts: Analysts,
  options: GenerationOptions,
  onProgress: (done: number, total: number) => void,
): Promise<Renewal> {
  const generation = new Generation(content, former, options);
  try {
    const affected = findAffected(content, former);
    const ruleTasks: Task[] = [];
    const functionTasks: Task[] = [];
    content.rules.forEach(({ declaration, kept }, number) => {
      if (kept !== null && !affected(declaration.query)) generation.keepRule(number);
      else ruleTasks.push({ id: number, is: 'rule', rule: declaration });
    });
    content.functions.forEach(({ declaration, kept }, number) => {
      if (kept !== null) generation.enterFunction(number, null);
      else functionTasks.push({ id: number, is: 'function', function: declaration });
    });
    const total = functionTasks.length + ruleTasks.length;
    const shared = { ...contextOf(content), syntaxes: [] };
    const syntaxes: Uint8Array[] = [];
    let done = 0;
    const report = (outcome: Outcome): void => {
      if (outcome.is === 'function') syntaxes[outcome.task.id] = outcome.syntax;
      enter(generation, content, outcome);
      onProgress(++done, total);
    };
    // The functions first: the rules that call them need their syntax, and each is parsed but once.
    await analysts.run(shared, costliestFirst(functionTasks), report);
    if (ruleTasks.length > 0) {
      content.functions.forEach(({ kept }, number) => {
        if (kept !== null && former !== null) syntaxes[number] = former.pack.read(kept.syntax);
      });
      await analysts.run({ ...shared, syntaxes }, costliestFirst(ruleTasks), report);
    }
    return { state: generation.finish(), analysed: ruleTasks.length };
  } finally {
    generation.close();
  }
}

function enter(generation: Generation, content: Content, outcome: Outcome): void {
  const { task } = outcome;
  if (outcome.is === 'rule') {
    generation.enterRule(task.id, outcome.entry);
  } else if (outcome.is === 'function') {
    generation.enterFunction(task.id, outcome.syntax);
  } else if (task.is === 'function') {
    generation.addProblem(content.functions[task.id].file, givenUp(outcome.is, task.function.source));
    generation.enterFunction(task.id, toBytes(null));
  } else {
    const problem = givenUp(outcome.is, task.rule.source);
    generation.addProblem(content.rules[task.id].file, problem);
    generation.enterRule(task.id, toEntry(task.rule, unanalysed(task.rule, problem)));
  }
}

function givenUp(is: 'too-long' | 'too-deep', { path, line }: Source): Problem {
  return is === 'too-long'
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
    stages: [{ index: 0, kind: 'source', text: query, span, steps: 1 }],
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

/** So that no thread begins the longest task when the others have ended. */
function costliestFirst(tasks: readonly Task[]): readonly Task[] {
  const cost = (task: Task): number => (task.is === 'rule' ? task.rule.query.length : task.function.body.length);
  return tasks.toSorted((a, b) => cost(b) - cost(a));
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
