import { visible } from '../../lib/visible';
import type { CheckWork, ContractCheck } from '../contracts/contract';
import type { Breach, CheckResult } from './checkResult';
import type { EvaluationPorts } from './evaluationPorts';
import { isAboutProject, isInScope } from './inScope';

type Judged = Pick<CheckResult, 'breaches' | 'notEvaluated' | 'files'>;

const FINE: Judged = { breaches: [], notEvaluated: [], files: undefined };
const LONGEST_OUTPUT = 400;
const LONGEST_COMMAND = 200;

/** A check of the project as a whole. */
export async function evaluateProject(
  check: ContractCheck,
  listed: readonly string[],
  { runCommand }: Pick<EvaluationPorts, 'runCommand'>,
  signal: AbortSignal,
): Promise<Judged> {
  const { work } = check;
  if (!isAboutProject(check.scopes, listed)) return { ...FINE, files: 0 };
  if (work.type === 'file_exists') return { ...FINE, breaches: judgeFiles(check, work, listed) };
  if (work.type !== 'command') return FINE;
  if (runCommand === undefined)
    return notEvaluated(`it runs a command of the project, which needs your consent: ${inShort(work)}`);
  const end = await runCommand(work, signal);
  if (end.kind === 'not run') return notEvaluated(end.why);
  if (end.code === work.expectedExitCode) return FINE;
  const said = end.output.trim().slice(-LONGEST_OUTPUT);
  const message = `${work.command} ended with ${end.code}, not with ${work.expectedExitCode}${said === '' ? '.' : `: ${said}`}`;
  return { ...FINE, breaches: [{ path: undefined, line: undefined, message, content: '' }] };
}

/** What would run, with its arguments: those of a shell say it all. */
function inShort({ command, args }: Extract<CheckWork, { type: 'command' }>): string {
  const whole = visible([command, ...args].join(' ').replace(/\s+/g, ' '));
  return whole.length > LONGEST_COMMAND ? `${whole.slice(0, LONGEST_COMMAND)}…` : whole;
}

function judgeFiles(
  { scopes }: ContractCheck,
  { required, forbidden }: Extract<CheckWork, { type: 'file_exists' }>,
  listed: readonly string[],
): readonly Breach[] {
  const missing = required
    .filter(({ matches }) => !listed.some(matches))
    .map(({ pattern }) => ({
      ...{ path: undefined, line: undefined, content: pattern },
      message: `There is no file ${pattern}.`,
    }));
  const present = listed
    .filter((path) => forbidden.some(({ matches }) => matches(path)) && isInScope(scopes, path))
    .map((path) => ({ path, line: undefined, content: '', message: `${path} must not be in the project.` }));
  return [...missing, ...present];
}

function notEvaluated(why: string): Judged {
  return { ...FINE, notEvaluated: [{ path: undefined, why }] };
}
