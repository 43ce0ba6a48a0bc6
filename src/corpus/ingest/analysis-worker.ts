import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../base/invariant.js';
import type { RuleFunction } from '../../rules/index.js';
import type { AnalysisContext, AnalysisDoor } from '../model.js';
import { fromBytes, type Reply, type Request, type Shared, type Task, toBytes, toEntry } from './analysis-task.js';

invariant(parentPort, 'this file is the program of a thread');
await serve(parentPort);

async function serve(port: MessagePort): Promise<void> {
  const door = (await import(workerData.analysis)) as AnalysisDoor;
  await door.warmUp();
  let context: AnalysisContext | undefined;
  let turn = Promise.resolve();
  port.on('message', (request: Request) => {
    if (request.is === 'shared') context = contextOf(request.shared);
    else turn = turn.then(() => work(request, door, context)).then((reply) => port.postMessage(reply, movable(reply)));
  });
  port.postMessage({ is: 'ready' } satisfies Reply);
}

/** Syntax is read when the first rule calls the function, and most are never called. */
function contextOf({ functions, schemas, syntaxes }: Shared): AnalysisContext {
  const bytes = new Map(functions.map((declaration, number) => [declaration, syntaxes[number]]));
  const known = new Map<RuleFunction, unknown>();
  return {
    functions,
    schemas,
    syntaxOf(declaration) {
      const given = bytes.get(declaration);
      if (given !== undefined && !known.has(declaration)) known.set(declaration, fromBytes(given));
      return known.get(declaration) ?? null;
    },
  };
}

async function work(task: Task, door: AnalysisDoor, context: AnalysisContext | undefined): Promise<Reply> {
  invariant(context, 'a thread knows the functions and schemas before its first task');
  try {
    if (task.is === 'rule') return { is: 'rule', entry: toEntry(task.rule, await door.analyse(task.rule, context)) };
    return { is: 'function', syntax: toBytes(await door.functionSyntax(context.functions[task.id])) };
  } catch (error) {
    return error instanceof RangeError ? { is: 'too-deep' } : { is: 'bug', error: error as Error };
  }
}

function movable(reply: Reply): ArrayBuffer[] {
  if (reply.is === 'rule') return [reply.entry.analysis.buffer, reply.entry.syntax.buffer] as ArrayBuffer[];
  return reply.is === 'function' ? [reply.syntax.buffer as ArrayBuffer] : [];
}
