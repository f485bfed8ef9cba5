import { join } from 'node:path';
import { version } from '../package.json';
import { runCli } from './node/cli/runCli';

/** The process around `runCli`: streams, signals, exit code. */
async function main(): Promise<void> {
  const cancel = new AbortController();
  process.on('SIGINT', () => cancel.abort());
  process.on('SIGTERM', () => cancel.abort());
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
  });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `agentforge failed unexpectedly: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 70;
});
