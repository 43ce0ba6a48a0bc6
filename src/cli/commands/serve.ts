import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { ingest, openCatalog } from '../../corpus/index.js';
import { ChildPool } from '../../evaluation/index.js';
import { wordIndex } from '../../search/index.js';
import { createApp, type Evaluation } from '../../web/index.js';
import { type Command, options, print, storeOption, UsageError } from '../command.js';
import { progressLine } from './ingest.js';

const mebibyte = 1024 * 1024;

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--port 3000] [--host 127.0.0.1] [--store DIR] [PATH...]',
  async run(args) {
    const { values, positionals } = options(args, { ...storeOption, port: { type: 'string', default: '3000' }, host: { type: 'string', default: '127.0.0.1' } });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`'${values.port}' is no port`);
    await ingest({ paths: positionals.length > 0 ? positionals : [starterCatalog()], store: values.store, parts: [wordIndex], onProgress: progressLine() });
    const pool = new ChildPool<Evaluation>({
      child: new URL('../evaluation-child.js', import.meta.url), args: [values.store],
      size: 1, queue: 32, bytes: 256 * mebibyte, seconds: 30, mebibytes: 1024,
    });
    const evaluator = { retryAfter: 2, reserve: (bytes: number) => pool.reserve(bytes) };
    const server = createApp({ catalog: await openCatalog(values.store), evaluator, log: pino() }).listen(port, values.host);
    server.once('error', (error) => {
      process.stderr.write(`telltale: ${error.message}\n`);
      process.exitCode = 2;
    });
    await once(server, 'listening');
    const address = server.address();
    print(`Telltale serves on http://${values.host === '127.0.0.1' ? 'localhost' : values.host}:${typeof address === 'object' ? address?.port : port}`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => {
      pool.close();
      server.close();
      server.closeAllConnections();
    });
    await once(server, 'close');
    return 0;
  },
};

/** The catalog that comes with Telltale, beside the compiled code's folder. */
function starterCatalog(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'catalog', 'README.md'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new UsageError('the starter catalog is not beside the program: name a path');
    folder = above;
  }
  return path.join(folder, 'catalog');
}
