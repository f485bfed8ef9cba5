import type { Exemption } from '../../core/conformance/exemptions/exemption';
import type { ExemptionWish } from '../../core/conformance/exemptions/newExemption';
import { daysAfter, isDay, USUAL_DAYS } from '../../core/conformance/exemptions/newExemption';
import { placeOf } from '../../core/conformance/formats/placeOf';
import type { ConformanceReport } from '../../core/conformance/report/report';
import type { Violation } from '../../core/conformance/report/violation';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { visible } from '../../core/lib/visible';
import { addExemption } from '../conformance/addExemption';
import { systemClock } from '../systemClock';
import type { CliHost } from './cliHost';
import { makeReport } from './conformanceCommand';
import type { ConformanceProject } from './conformanceProject';
import { openConformance } from './conformanceProject';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

export interface ExemptOptions {
  readonly reason?: string;
  readonly approvedBy?: string;
  /** The last day on which it holds, or `never`; the usual time when left away. */
  readonly expires?: string;
  readonly ticket?: string;
  /** All that the check finds in the file of the violation. */
  readonly file?: boolean;
  /** The user says that commands which contracts name may run, for a violation that one of them found. */
  readonly allowCommands?: boolean;
  readonly json?: boolean;
}

const SHORTEST = 4;
const MOST_NAMED = 5;

/** `exemptions add`: lets a violation of now through, by the word of a person. */
export async function exemptionsAddCommand(
  host: CliHost,
  given: string,
  options: ExemptOptions,
  printer: Printer,
): Promise<number> {
  const today = systemClock.now().toISOString().slice(0, 10);
  const said = readSaid(options, today);
  if (!said.ok) return refuse(said.problem, printer);
  const project = await openConformance(host);
  const made = await makeReport(host, { project, contracts: project.rules.contracts, only: undefined }, options);
  if (!made.ok) return refuse(made.problem, printer);
  const violation = findViolation(given, made.value, project);
  if (!violation.ok) return refuse(violation.problem, printer);
  const scope = options.file === true ? 'file' : 'violation';
  const refused = whyNot(violation.value, scope, made.value, project.rules.exemptions);
  if (refused !== undefined) return refuse(wrong(refused), printer);
  const wish = { violation: violation.value, scope, ...said.value } as const;
  const added = await addExemption(project.files, wish, today);
  if (!added.ok) return refuse(added.problem, printer);
  const { id, contract, check, path } = violation.value;
  const { expires } = said.value;
  if (options.json === true) {
    const row = { event: 'exempted', violation: id, contract, check, scope, path: added.value.path, expires };
    host.stdout.write(`${JSON.stringify(row)}\n`);
    return EXIT.done;
  }
  const what =
    scope === 'file' ? `All that ${check} finds in ${path}` : `${id} (${check}, ${placeOf(violation.value)})`;
  const until = expires === undefined ? 'without an end' : `until ${expires}`;
  printer.text(visible(`${what} is exempted ${until}. Written: ${added.value.path}`));
  printer.note(`Commit that file. To take it back, delete it. All of them: agentforge exemptions`);
  return EXIT.done;
}

type Said = Pick<ExemptionWish, 'reason' | 'approvedBy' | 'expires' | 'ticket'>;

/** What a person says, before anything is looked at. */
function readSaid(options: ExemptOptions, today: string): Result<Said, Problem> {
  const [reason, approvedBy, ticket] = [options.reason, options.approvedBy, options.ticket].map((each) => each?.trim());
  if (!reason) return fail(wrong('Say why it is right as it is: --reason "text".'));
  if (!approvedBy) return fail(wrong('Say who approves it: --approved-by "name".'));
  const said = { reason, approvedBy, ...(ticket ? { ticket } : {}) };
  const usual = daysAfter(today, USUAL_DAYS);
  const expires = options.expires?.trim() ?? usual;
  if (expires === 'never') return ok({ ...said, expires: undefined });
  if (!isDay(expires)) return fail(wrong(`--expires ${expires} is no day. Write it as ${usual}, or never.`));
  if (expires < today)
    return fail(wrong(`--expires ${expires} is over. Give the last day on which it is to hold, such as ${usual}.`));
  return ok({ ...said, expires });
}

/** The violation that an id, or the beginning of one, names. */
function findViolation(
  given: string,
  { violations, checks }: ConformanceReport,
  { rules }: ConformanceProject,
): Result<Violation, Problem> {
  const digits = given.trim().toLowerCase().replace(/^v-/, '');
  if (!/^[0-9a-f]{1,12}$/.test(digits)) {
    const detail = `${given} is no id of a violation, such as V-0123456789ab. They are in: agentforge conformance check`;
    return fail(wrong(detail));
  }
  if (digits.length < SHORTEST)
    return fail(wrong(`${given} is too short: give at least ${SHORTEST} digits of the id.`));
  const named = violations.filter(({ id }) => id.startsWith(`V-${digits}`));
  const [first, ...others] = [...new Map(named.map((each) => [each.id, each])).values()];
  if (first !== undefined && others.length === 0) return ok(first);
  if (first !== undefined) {
    const all = [first, ...others].map((each) => `${each.id} (${placeOf(each)})`);
    const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
    const detail = `${given} is the beginning of ${all.length} ids: ${all.slice(0, MOST_NAMED).join(', ')}${more}. Give more of it.`;
    return fail(wrong(detail));
  }
  const none = `There is no violation ${given} now.`;
  if (rules.findings.some(({ severity }) => severity === 'error'))
    return fail(wrong(`${none} Some contracts cannot be read, and may find it: agentforge contracts validate`));
  if (rules.baseline?.some(({ id }) => id.startsWith(`V-${digits}`)) === true)
    return fail(wrong(`${none} It is in the baseline and gone: agentforge conformance check --update-baseline`));
  const isUnknown = checks.some(({ check, notEvaluated }) => check.work.type === 'command' && notEvaluated.length > 0);
  const commands = isUnknown ? ' What a command of the project finds is only known with --allow-commands.' : '';
  return fail(wrong(`${none}${commands} Those that there are: agentforge conformance check`));
}

/** Why a violation cannot be exempted; undefined when it can. */
function whyNot(
  violation: Violation,
  scope: ExemptionWish['scope'],
  { violations }: ConformanceReport,
  exemptions: readonly Exemption[],
): string | undefined {
  const { id, contract, check, path } = violation;
  if (scope === 'file' && path === undefined)
    return `${id} is about the project as a whole and has no file: leave --file away.`;
  const own =
    scope === 'file'
      ? violations.filter((each) => each.path === path && each.contract === contract && each.check === check)
      : [violation];
  if (own.some(({ state }) => state !== 'exempted')) return undefined;
  const by = exemptions.find((each) => each.id === violation.exemption);
  const where = by === undefined ? '' : ` in ${by.place.path}`;
  return `${id} is exempted already, by ${violation.exemption}${where}. To change that, change the file.`;
}

function wrong(detail: string): Problem {
  return { kind: 'input-invalid', detail };
}

function refuse(problem: Problem, printer: Printer): ExitCode {
  printer.problem(problem);
  return exitCodeOf(problem);
}
