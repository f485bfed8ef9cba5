import { basename, join } from 'node:path';
import { version } from '../package.json';
import { runCli } from './node/cli/runCli';
import { errorCode } from './node/describeSystemError';

/** The process around `runCli`: streams, signals, exit code. */
async function main(): Promise<void> {
  const cancel = new AbortController();
  process.on('SIGINT', () => cancel.abort());
  process.on('SIGTERM', () => cancel.abort());
  // The terminal is closed.
  process.on('SIGHUP', () => cancel.abort());
  // Whoever reads us may stop early (`| head`): that ends the step like any cancel.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      // A terminal that is gone says EIO.
      if (!['EPIPE', 'EIO'].includes(errorCode(error) ?? '')) throw error;
      cancel.abort();
    });
  }
  process.exitCode = await runCli({
    argv: process.argv.slice(2),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: cancel.signal,
    assetsDir: join(__dirname, 'runners'),
    sampleDir: join(__dirname, '..', 'media', 'sample'),
    version,
    command: basename(__filename) === basename(process.argv[1] ?? '') ? `node ${__filename}` : 'agentforge',
  });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `agentforge failed unexpectedly: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 70;
});
