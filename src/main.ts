#!/usr/bin/env node
import { run } from './cli/index.js';

// Whoever reads our output may stop reading (`| head`), which is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), process);
