import type { Contract } from '../../core/conformance/contracts/contract';
import type { Format } from '../../core/conformance/formats/format';
import { writeReport } from '../../core/conformance/formats/writeReport';
import { tightened, writeBaseline } from '../../core/conformance/report/baseline';
import type { ConformanceReport } from '../../core/conformance/report/report';
import { blockingUnknowns } from '../../core/conformance/report/report';
import { blocks } from '../../core/conformance/report/violation';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { visible } from '../../core/lib/visible';
import { CONFORMANCE_BASELINE } from '../../core/workspace/ownPath';
import { checkProject } from '../conformance/checkProject';
import { chosenFiles } from '../conformance/chosenFiles';
import { judgeEvaluation } from '../conformance/judgeEvaluation';
import type { Rules } from '../conformance/loadRules';
import { patternThread } from '../project';
import { createSyntaxTrees } from '../treeSitter';
import type { CliHost } from './cliHost';
import type { ConformanceProject } from './conformanceProject';
import { openConformance } from './conformanceProject';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

export interface CheckOptions {
  readonly format?: Format;
  /** As `--format json`. */
  readonly json?: boolean;
  /** The user says that commands which contracts name may run. */
  readonly allowCommands?: boolean;
  readonly updateBaseline?: boolean;
}

/** `conformance check`: what of the project is not as its contracts want it. */
export async function conformanceCheckCommand(
  host: CliHost,
  paths: readonly string[],
  options: CheckOptions,
  printer: Printer,
): Promise<number> {
  const project = await openConformance(host);
  const where = { root: project.root, cwd: host.cwd, environment: host.env, workspace: project.workspace };
  const chosen = paths.length === 0 ? undefined : await chosenFiles(paths, where);
  if (chosen?.ok === false) return refuse(chosen.problem, printer);
  const { contracts } = project.rules;
  const only = chosen?.value.files;
  const deleted = chosen?.value.deleted ?? [];
  if (!hasContracts(project.rules)) return sayNone(project.rules, printer);
  if (deleted.length > 0) printer.note(`Left out, since they are deleted: ${deleted.join(', ')}.`);
  return checkAndWrite(host, { project, contracts, only }, options, printer);
}

/** `contracts check`: the same by one contract alone, also when it is not enabled or only there to be extended. */
export async function contractsCheckCommand(
  host: CliHost,
  name: string,
  options: CheckOptions,
  printer: Printer,
): Promise<number> {
  const project = await openConformance(host);
  const contract = project.rules.contracts.find((each) => each.name === name);
  if (contract === undefined) {
    const known = project.rules.contracts.map((each) => each.name).join(', ');
    return refuse({ kind: 'input-invalid', detail: `There is no contract ${name}; there are ${known}.` }, printer);
  }
  const contracts = [{ ...contract, isEnabled: true, isBase: false }];
  return checkAndWrite(host, { project, contracts, only: undefined }, options, printer);
}

/** `conformance report`: the same report, which does not judge: it ends with 0 whatever is in it, when it could be made. */
export async function conformanceReportCommand(
  host: CliHost,
  options: CheckOptions,
  printer: Printer,
): Promise<number> {
  const project = await openConformance(host);
  const { rules } = project;
  if (!hasContracts(rules)) return sayNone(rules, printer);
  const made = await makeReport(host, { project, contracts: rules.contracts, only: undefined }, options);
  if (!made.ok) return refuse(made.problem, printer);
  write(host, options.json === true ? 'json' : (options.format ?? 'markdown'), made.value, rules);
  return EXIT.done;
}

interface Looking {
  readonly project: ConformanceProject;
  readonly contracts: readonly Contract[];
  /** Workspace-relative; undefined for all files. */
  readonly only: readonly string[] | undefined;
}

/** Holds the project against contracts, its exemptions and its baseline. */
export async function makeReport(
  host: CliHost,
  { project, contracts, only }: Looking,
  { allowCommands }: CheckOptions,
): Promise<Result<ConformanceReport, Problem>> {
  const asked = {
    root: project.root,
    environment: host.env,
    trees: createSyntaxTrees(),
    program: patternThread(host.assetsDir),
    commands: allowCommands === true ? 'allowed' : 'not allowed',
    ...(only === undefined ? {} : { only }),
  } as const;
  const evaluation = await checkProject(contracts, asked, host.signal);
  if (evaluation === undefined) return fail({ kind: 'cancelled' });
  const { root, rules } = project;
  const report = await judgeEvaluation(evaluation, { root, environment: host.env, rules, only }, host.signal);
  return report === undefined ? fail({ kind: 'cancelled' }) : ok(report);
}

async function checkAndWrite(
  host: CliHost,
  looking: Looking,
  options: CheckOptions,
  printer: Printer,
): Promise<ExitCode> {
  const { rules, files } = looking.project;
  const made = await makeReport(host, looking, options);
  if (!made.ok) return refuse(made.problem, printer);
  write(host, options.json === true ? 'json' : (options.format ?? 'text'), made.value, rules);
  const isWrong = rules.findings.some(({ severity }) => severity === 'error');
  if (options.updateBaseline === true) {
    if (isWrong) {
      const detail = 'The baseline stays as it is: mend what is wrong with contracts and exemptions first.';
      return refuse({ kind: 'input-invalid', detail }, printer);
    }
    if (rules.baseline === undefined) {
      const detail =
        'There is no baseline that could be tightened. Make one with: agentforge conformance init --baseline';
      return refuse({ kind: 'input-invalid', detail }, printer);
    }
    const next = tightened(made.value.baseline, made.value.gone);
    const saved = await files.write(CONFORMANCE_BASELINE, writeBaseline(next));
    if (!saved.ok) return refuse(saved.problem, printer);
    printer.note(`The baseline has ${next.length} violations now, and had ${rules.baseline.length}.`);
  }
  if (isWrong) return EXIT.badInput;
  // Whoever has contracts wants something to be looked at.
  if (made.value.checks.length + made.value.leftAway === 0) return EXIT.badInput;
  const isBlocked = made.value.violations.some(blocks) || blockingUnknowns(made.value).length > 0;
  return isBlocked ? EXIT.notReached : EXIT.done;
}

function write(host: CliHost, format: Format, report: ConformanceReport, { findings }: Rules): void {
  const text = writeReport(format, { report, findings, version: host.version });
  // JSON escapes by itself what could steer a terminal; the others may be read there.
  host.stdout.write(format === 'json' || format === 'sarif' ? text : visible(text));
}

function hasContracts({ contracts, findings }: Rules): boolean {
  return contracts.some(({ origin }) => origin === 'project') || findings.length > 0;
}

function sayNone({ exemptions }: Rules, printer: Printer): ExitCode {
  const beside = exemptions.length === 0 ? '' : ' There are exemptions, which say nothing without one.';
  const detail = `There is no contract in contracts/ or .agentforge/contracts/.${beside} Begin with: agentforge conformance init`;
  return refuse({ kind: 'input-invalid', detail }, printer);
}

function refuse(problem: Problem, printer: Printer): ExitCode {
  printer.problem(problem);
  return exitCodeOf(problem);
}
