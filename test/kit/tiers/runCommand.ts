import { spawn } from 'node:child_process';
import { endWithProcess } from '../editor/endWithProcess';
import { repositoryRoot } from '../editor/repositoryRoot';

type CommandOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Minutes after which the command is ended and counts as failed. */
  readonly limit: number;
};

/** Runs a command of the repository, its output in the terminal, and gives the exit code; no input can be typed. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: repositoryRoot,
      env: { ...process.env, ...options.env },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const forget = endWithProcess(() => child.kill());
    const timer = setTimeout(() => {
      console.error(`  ended after ${options.limit} minutes: ${command} ${args.join(' ')}`);
      child.kill();
    }, options.limit * 60_000);
    const finish = (): void => {
      clearTimeout(timer);
      forget();
    };
    child.on('error', (error) => {
      finish();
      reject(error);
    });
    child.on('exit', (code) => {
      finish();
      resolve(code ?? 1);
    });
  });
}
