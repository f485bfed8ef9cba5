import { basename } from 'node:path';
import type { TestRunners } from '../../core/testrun/runner';
import { childEnvironment } from '../childEnvironment';
import type { Environment } from '../environment';
import { runToEnd } from '../runners/runToEnd';

const LONGEST_MS = 10_000;
const LONGEST_LINE = 80;

/**
 * What the program that runs a test file says of its version: `Python 3.12.3`, `v22.14.0`. '' when it says nothing that could be told to
 * others; paths of this machine are none of their business.
 */
export async function toolVersion(
  testFile: string,
  { root, env, runners }: { readonly root: string; readonly env: Environment; readonly runners: TestRunners },
): Promise<string> {
  const runner = await runners.for(testFile);
  const command = runner.ok ? await runner.value.command({ files: [testFile] }) : runner;
  if (!command.ok) return '';
  const { program } = command.value;
  // Go alone asks for it in another way.
  const args = [/^go(?:\.exe)?$/.test(basename(program)) ? 'version' : '--version'];
  const request = { command: program, args, cwd: root, env: childEnvironment(env) };
  const { end, output } = await runToEnd(request, AbortSignal.timeout(LONGEST_MS));
  if (end.kind !== 'exited' || end.code !== 0) return '';
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  const line = lines.find((each) => /\d/.test(each) && /^[\w .,+():-]+$/.test(each.replace(/ [a-z]+\/[a-z0-9]+$/, '')));
  return line?.slice(0, LONGEST_LINE) ?? '';
}
