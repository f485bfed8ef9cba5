import { spawn } from 'node:child_process';

type RunOptions = { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv };

/**
 * Runs a program to its end and gives its exit code and everything it printed, both streams in the order of arrival.
 * A program that cannot be started gives the exit code 127.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    // npm is a script on Windows, which only a shell can start there.
    const child = spawn(command, args, {
      ...options,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
