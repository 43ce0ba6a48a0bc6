import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

const second = 1000;

/** How long a connection may take over each of its parts before it is closed, so that slow clients do not fill the server. */
const patience: ServerOptions = {
  headersTimeout: 10 * second,
  requestTimeout: 60 * second,
  keepAliveTimeout: 5 * second,
  connectionsCheckingInterval: second,
};

/** A server for an application; whoever asks listens. */
export function serverFor(app: RequestListener, options: ServerOptions = {}): Server {
  return createServer({ ...patience, ...options }, app);
}
