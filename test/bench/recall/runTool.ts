import { spawn } from 'node:child_process';

/**
 * What a tool prints. `input` goes to its standard input; its own messages pass through.
 * Throws when it is not there or ends with anything but 0, with the last lines of its standard error.
 */
export function runTool(command: readonly string[], { folder, input = '' }: { folder: string; input?: string }) {
  const [tool = '', ...args] = command;
  return new Promise<string>((resolve, reject) => {
    const child = spawn(tool, args, { cwd: folder, stdio: 'pipe' });
    const output: Buffer[] = [];
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk).slice(-2_000);
    });
    child.on('error', (error) => reject(new Error(`${tool} does not start: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output).toString('utf8'));
      else reject(new Error(`${tool} ${args.slice(0, 3).join(' ')} ended with ${code}: ${errors.trim()}`));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
