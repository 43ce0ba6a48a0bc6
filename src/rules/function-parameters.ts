import { splitAtCommas } from './kql-text.js';
import { faults } from './problems.js';
import type { Reading } from './reading.js';
import type { FunctionParameter } from './rule.js';

/** Reads the parameters of a function as KQL declares them: `T:(TimeGenerated:datetime), name:string='*'`. */
export function readParameters(text: string, reading: Reading, at: number): FunctionParameter[] {
  const parameters: FunctionParameter[] = [];
  for (const part of splitAtCommas(text)) {
    const match = /^(\w+)\s*:\s*(\w+|\([\s\S]*?\))\s*(?:=\s*([\s\S]+))?$/.exec(part);
    if (match === null) reading.report(at, faults.functionParameter(part));
    else {
      const [, name, type, value] = match;
      parameters.push(value === undefined ? { name, type } : { name, type, default: value.trim() });
    }
  }
  return parameters;
}
