import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openCatalog } from '../../corpus/index.js';
import { createApp } from '../../web/index.js';
import { type Command, storeOf, storeOption } from '../command.js';
import { evaluationPool } from '../evaluation-pool.js';
import { ingestInto } from '../ingest-into.js';
import { problems, refuse } from '../problems.js';
import { rememberedTests } from '../remembered-tests.js';
import { serverFor } from '../server-for.js';

/** Serves the pages and the interface. */
export const serve: Command = {
  usage: '[--port 3000] [--host 127.0.0.1] [--store DIR] [PATH...]',
  summary: 'Reads the paths (the starter catalog, if none are given) into the store unless it is current, then serves.',
  options: {
    ...storeOption,
    port: { type: 'string', default: '3000' },
    host: { type: 'string', default: '127.0.0.1' },
  },
  async run(request, streams) {
    const port = Number(request.options.port);
    const host = String(request.options.host);
    const store = storeOf(request);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      return refuse(problems.badPort(String(request.options.port)));
    await ingestInto(store, request.operands.length > 0 ? request.operands : [starterCatalog()], streams.stderr);
    const log = pino({ level: 'warn' });
    const pool = evaluationPool(store);
    try {
      const reserve = (bytes: number, signal: AbortSignal) => pool.reserve(bytes, signal);
      const catalog = openCatalog(store);
      const savedTests = rememberedTests(store, catalog);
      const app = createApp({ catalog, savedTests, evaluator: { retryAfter: 2, reserve }, log });
      const server = serverFor(app).listen(port, host);
      await once(server, 'listening').catch((error: Error) => refuse(problems.cannotListen(host, port, error.message)));
      // What goes wrong with one connection must not end the server.
      server.on('error', (error) => log.error(error));
      const address = server.address() as AddressInfo;
      streams.stdout.write(`Telltale serves on http://${host === '127.0.0.1' ? 'localhost' : host}:${address.port}\n`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => {
          server.close();
          server.closeAllConnections();
        });
      }
      await once(server, 'close');
      return 0;
    } finally {
      pool.close();
    }
  },
};

/** The catalog that comes with Telltale, beside the compiled code's folder. */
function starterCatalog(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'catalog', 'README.md'))) {
    const above = path.dirname(folder);
    if (above === folder) return refuse(problems.missing('PATH'));
    folder = above;
  }
  return path.join(folder, 'catalog');
}
