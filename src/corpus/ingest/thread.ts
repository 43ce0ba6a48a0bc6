import { setFlagsFromString } from 'node:v8';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../base/invariant.js';
import type { RuleFunction } from '../../rules/index.js';
import type { AnalysisContext, AnalysisDoor, ParsingDoor } from '../model.js';
import { fromBytes, type Reply, type Request, type Shared, type Task, toBytes, toEntry } from './task.js';
import type { ThreadData } from './threads.js';

invariant(parentPort, 'this file is the program of a thread');
await serve(parentPort);

async function serve(port: MessagePort): Promise<void> {
  const { does, module } = workerData as ThreadData;
  const door = await import(module);
  if (does === 'parse') {
    // Microsoft's parser is so much code that on two cores optimising it as eagerly as usual costs more than it gains.
    setFlagsFromString('--interrupt-budget=300000');
    await (door as ParsingDoor).warmUp();
  }
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

async function work(
  task: Task,
  door: ParsingDoor & AnalysisDoor,
  context: AnalysisContext | undefined,
): Promise<Reply> {
  try {
    switch (task.is) {
      case 'parse-function':
        return { is: 'parsed', bytes: toBytes(await door.functionSyntax(task.declaration)) };
      case 'parse-rule':
        return { is: 'parsed', bytes: toBytes(await door.parse(task.declaration)) };
      case 'analyse': {
        invariant(context, 'a thread knows the functions and schemas before it analyses');
        const analysed = await door.analyse(task.declaration, context, fromBytes(task.parsed));
        return { is: 'analysed', entry: toEntry(task.declaration, analysed) };
      }
    }
  } catch (error) {
    return error instanceof RangeError ? { is: 'too-deep' } : { is: 'failure', error: error as Error };
  }
}

function movable(reply: Reply): ArrayBuffer[] {
  if (reply.is === 'analysed') return [reply.entry.analysis.buffer, reply.entry.syntax.buffer] as ArrayBuffer[];
  return reply.is === 'parsed' ? [reply.bytes.buffer as ArrayBuffer] : [];
}
