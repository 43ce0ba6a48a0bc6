import type { Progress } from '../corpus/index.js';
import type { Output } from './command.js';

/** Shows how far an ingest is on one line of a terminal; silent where there is none. */
export function progressLine(stream: Output): { show(progress: Progress): void; clear(): void } {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let shown = '';
  const write = (text: string): void => {
    if (text === shown) return;
    stream.write(`\r\x1b[K${text}`);
    shown = text;
  };
  return {
    show: ({ phase, done, total }) => write(`${phase} ${done} of ${total}`),
    clear: () => write(''),
  };
}
