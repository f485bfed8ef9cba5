import { firstContract } from '../../core/conformance/builtIn/firstContract';
import { languageNameOf } from '../../core/conformance/contracts/languageNames';
import { baselineOf, writeBaseline } from '../../core/conformance/report/baseline';
import type { Problem } from '../../core/errors';
import { CONFORMANCE_BASELINE, CONTRACTS_FOLDER, ruleFile } from '../../core/workspace/ownPath';
import type { CliHost } from './cliHost';
import { makeReport } from './conformanceCommand';
import type { ConformanceProject } from './conformanceProject';
import { openConformance } from './conformanceProject';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

export interface InitOptions {
  /** Takes what is there now as the baseline. */
  readonly baseline?: boolean;
}

const MOST_FILES = 100_000;

/** `conformance init`: writes a first contract, or a baseline; never over one that is there. */
export async function conformanceInitCommand(host: CliHost, options: InitOptions, printer: Printer): Promise<number> {
  const project = await openConformance(host);
  const own = project.rules.contracts.filter(({ origin }) => origin === 'project');
  if (own.length === 0) {
    const written = await writeContract(project, printer);
    if (written !== undefined) return refuse(written, printer);
  } else if (options.baseline !== true) {
    const detail = `There are contracts already, which stay as they are: ${own.map(({ place }) => place.path).join(', ')}.`;
    return refuse({ kind: 'input-invalid', detail }, printer);
  }
  return options.baseline === true ? takeBaseline(host, printer) : EXIT.done;
}

/** The problem, when it could not be written. */
async function writeContract({ workspace, files }: ConformanceProject, printer: Printer): Promise<Problem | undefined> {
  const path = ruleFile(CONTRACTS_FOLDER, 'project.contract.yaml');
  if (!path.ok) throw new Error(path.problem);
  const { relative } = path.value;
  if ((await files.readText(path.value)) !== undefined)
    return { kind: 'input-invalid', detail: `${relative} is there already, and stays as it is. Mend it first.` };
  const languages = new Set((await workspace.list(MOST_FILES)).flatMap((each) => languageNameOf(each) ?? []));
  const saved = await files.write(path.value, firstContract(languages));
  if (!saved.ok) return saved.problem;
  printer.text(`Written: ${relative}. Change it as you like; then: agentforge conformance check`);
  return undefined;
}

async function takeBaseline(host: CliHost, printer: Printer): Promise<ExitCode> {
  const project = await openConformance(host);
  const { rules, files } = project;
  if ((await files.read(CONFORMANCE_BASELINE)) !== undefined) {
    const detail = `${CONFORMANCE_BASELINE.relative} is there already. It only shrinks: agentforge conformance check --update-baseline`;
    return refuse({ kind: 'input-invalid', detail }, printer);
  }
  const made = await makeReport(host, { project, contracts: rules.contracts, only: undefined }, {});
  if (!made.ok) return refuse(made.problem, printer);
  const baseline = baselineOf(made.value.violations);
  const saved = await files.write(CONFORMANCE_BASELINE, writeBaseline(baseline));
  if (!saved.ok) return refuse(saved.problem, printer);
  printer.text(
    `Written: ${CONFORMANCE_BASELINE.relative}. It has ${baseline.length} violations, which do not block from now on.`,
  );
  return EXIT.done;
}

function refuse(problem: Problem, printer: Printer): ExitCode {
  printer.problem(problem);
  return exitCodeOf(problem);
}
