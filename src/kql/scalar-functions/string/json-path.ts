import { badArgument, raise } from '../../problems.js';
import { parseJson } from '../../types/json.js';
import { type Json, WholeReal } from '../../types/value.js';

/** The value at a path (`$.a['b c'][0]`) of a JSON text; null where there is none. */
export function valueAt(path: string, text: string): Json {
  const steps = stepsOf(path);
  let value: Json | undefined = parseJson(text);
  for (const step of steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? value.at(step) : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value ?? null;
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WholeReal);
}

const step = /\.([^.[\]]+)|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  let at = path.startsWith('$') ? 1 : -1;
  while (at >= 0 && at < path.length) {
    step.lastIndex = at;
    const found = step.exec(path);
    if (found === null) break;
    const [whole, name, index, quoted, doubleQuoted] = found;
    steps.push(index === undefined ? (name ?? (quoted ?? doubleQuoted).replace(/\\(.)/g, '$1')) : Number(index));
    at += whole.length;
  }
  if (at !== path.length) raise(badArgument('extract_json', `a path such as $.name['other'][0], not '${path}'`));
  return steps;
}
