import { workerData } from 'node:worker_threads';

/*
 * A thread beside a child's work, which may be stuck and then hears nothing: ends the process when it has more memory than it may, heap and
 * buffers together, or when the server that started it is gone.
 */
const { parent, most } = workerData as { readonly parent: number; readonly most: number };

setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL');
}, 25);
