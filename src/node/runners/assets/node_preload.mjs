// Runs in each test file's process: what keeps the file from loading is told as data, beside what node prints.
import { appendFileSync } from 'node:fs';

const path = process.env.AGENTFORGE_LOAD_ERRORS;

process.on('uncaughtExceptionMonitor', (error) => {
  const { name, code, message, stack, url } = error instanceof Error ? error : { message: String(error) };
  appendFileSync(path, `${JSON.stringify({ file: process.argv[1], name, code, message, stack, url })}\n`);
});
