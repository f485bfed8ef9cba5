import { visible } from '../../core/lib/visible';
import type { LedgerReport } from '../../core/proof/ledger/ledgerFinding';
import { ledgerHolds } from '../../core/proof/ledger/ledgerFinding';
import { asLine, findingLine, githubAnnotation, ledgerSummary, proofLine } from '../../core/proof/ledger/ledgerWords';
import type { LedgerEvent } from '../../core/tdflow/ledger/ledgerCheck';
import { verifyLedger } from '../../core/tdflow/ledger/verifyLedger';
import { findRoot, openProject, readSettings } from '../project';
import { isLedgerIgnored, ledgerCheck } from '../proof/ledgerCheck';
import type { CliHost } from './cliHost';
import type { SpeakOptions } from './commandOptions';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf } from './exitCode';
import { TEST_TIME_LIMIT_MS } from './phaseTask';
import type { Printer } from './printer';
import type { RunnerOptions } from './runnerOptions';
import { preferencesOf } from './runnerOptions';

export const ANNOTATIONS = ['github', 'none'] as const;

export interface VerifyOptions extends RunnerOptions, SpeakOptions {
  readonly ledger?: true;
  /** For whom findings are written beside the lines they speak of; undefined: for GitHub, where that runs the command. */
  readonly annotations?: (typeof ANNOTATIONS)[number];
}

/** `verify --ledger`: 0 when there is a ledger and all of it holds, 1 when not. */
export async function verifyCommand(host: CliHost, options: VerifyOptions, printer: Printer): Promise<ExitCode> {
  const preferences = async () => preferencesOf(options, host.cwd);
  const { assetsDir, env } = host;
  const project = openProject(findRoot(host.cwd), assetsDir, env, preferences);
  const { proofs } = project.ports;
  const settings = await readSettings(project, env);
  if (!settings.ok || proofs === undefined) {
    for (const problem of settings.ok ? [] : settings.problem) printer.problem(problem);
    return EXIT.badInput;
  }
  const about = { project, proofs, settings: settings.value, testTimeLimitMs: TEST_TIME_LIMIT_MS };
  const check = ledgerCheck({ ...about, assetsDir, env, preferences });
  const running = verifyLedger(check, project.ports, host.signal);
  for (;;) {
    const step = await running.next();
    if (step.done !== true) {
      tellEvent(step.value, options, host);
      continue;
    }
    if (!step.value.ok) {
      printer.problem(step.value.problem);
      return exitCodeOf(step.value.problem);
    }
    const report = step.value.value;
    tellReport(report, options, { host, printer });
    if (await isLedgerIgnored(project.root, env)) {
      printer.note('Git ignores .agentforge/ledger, so no checkout will have it: take that rule out of .gitignore.');
    }
    return ledgerHolds(report) ? EXIT.done : EXIT.notReached;
  }
}

function tellEvent(event: LedgerEvent, { json }: VerifyOptions, host: CliHost): void {
  if (json === true) {
    const { kind, ...rest } = event;
    writeJson(host, { event: `ledger-${kind}`, ...rest });
  } else if (event.kind === 'component') {
    host.stderr.write(`${visible(asLine(`${event.number} of ${event.of}: ${event.component}`))}\n`);
  } else {
    host.stderr.write(`  tests ${event.which === 'red' ? 'without the code' : 'with the code'}\n`);
  }
}

function tellReport(
  report: LedgerReport,
  { json, annotations }: VerifyOptions,
  { host, printer }: { readonly host: CliHost; readonly printer: Printer },
): void {
  const { proofs, findings } = report;
  const isForGithub = (annotations ?? (host.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'none')) === 'github';
  // Standard output is for programs then.
  const stream = json === true ? host.stderr : host.stdout;
  if (isForGithub) for (const finding of findings) stream.write(`${visible(githubAnnotation(finding))}\n`);
  if (json === true) {
    for (const proof of proofs) writeJson(host, { event: 'ledger-proof', ...proof });
    for (const finding of findings) writeJson(host, { event: 'ledger-finding', ...finding });
    writeJson(host, { event: 'ledger', holds: ledgerHolds(report), summary: ledgerSummary(report) });
    return;
  }
  const lines = [...proofs.map(proofLine), ...findings.map(findingLine), ledgerSummary(report)];
  printer.text(lines.map(visible).join('\n'));
}

function writeJson(host: CliHost, value: object): void {
  host.stdout.write(`${JSON.stringify(value)}\n`);
}
