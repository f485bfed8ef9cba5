import { commands, ProgressLocation, window } from 'vscode';
import { writeMarkdown } from '../../core/conformance/formats/writeMarkdown';
import type { ConformanceReport } from '../../core/conformance/report/report';
import { blockingUnknowns, countsOf } from '../../core/conformance/report/report';
import type { Log } from '../../core/lib/log';
import type { KeptConformance, Look } from '../../node/conformance/keptConformance';
import { COMMAND } from '../manifest';
import { openReport } from '../openReport';
import { plain } from '../plain';
import type { Projects } from '../projects';
import type { CommandConsent } from './commandConsent';
import type { ConformanceProblems } from './conformanceProblems';
import type { Conformances } from './conformances';

interface Parts {
  readonly projects: Projects;
  readonly conformances: Conformances;
  readonly problems: ConformanceProblems;
  readonly consent: CommandConsent;
  /** Of the product. */
  readonly version: string;
}

/** Holds the whole project against its contracts: problems for all files, a report as a page, and a sentence with the counts. */
export async function checkConformance(parts: Parts, log: Log): Promise<void> {
  const { projects, conformances, problems, version } = parts;
  const project = projects.of(window.activeTextEditor?.document.uri) ?? projects.of(undefined);
  if (project === undefined) {
    void window.showInformationMessage(
      'Open the folder of a project first: then it can be held against its contracts.',
    );
    return;
  }
  const kept = conformances.of(project);
  // Somebody may have changed them where the editor does not look.
  conformances.forget(project);
  const { contracts, findings } = await kept.rules();
  if (!contracts.some(({ origin }) => origin === 'project') && findings.length === 0) {
    void proposeFirst();
    return;
  }
  const allowed = await parts.consent.ask(contracts, project);
  if (allowed === undefined) return;
  // By the contracts that were asked about: they may have changed on the disk meanwhile.
  const report = await lookAtAll(kept, allowed === 'allowed' ? { contracts, commands: allowed } : { contracts });
  if (report === undefined) return;
  problems.show(report, project);
  await openReport('conformance', (toRoot) => writeMarkdown({ report, findings, version }, toRoot), project, log);
  const text = counted(report, findings.length);
  log.info(text);
  const isGood = countsOf(report).open.error === 0 && blockingUnknowns(report).length === 0 && findings.length === 0;
  void (isGood ? window.showInformationMessage(plain(text)) : window.showWarningMessage(plain(text)));
}

/** Where there is no contract yet. */
async function proposeFirst(): Promise<void> {
  const text =
    'There is no contract in contracts/ or .agentforge/contracts/ yet. Have one proposed from what the code does already, or begin in the terminal with: agentforge conformance init';
  const propose = 'Propose contract';
  if ((await window.showInformationMessage(text, propose)) !== propose) return;
  await commands.executeCommand(COMMAND.proposeContract);
}

/** Undefined when the user cancelled it. */
function lookAtAll(
  kept: KeptConformance,
  how: Required<Pick<Look, 'contracts'>> & Pick<Look, 'commands'>,
): Thenable<ConformanceReport | undefined> {
  const options = { location: ProgressLocation.Notification, title: 'Checking conformance', cancellable: true };
  return window.withProgress(options, (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    let files = 0;
    const onRead = () => {
      files += 1;
      if (files % FILES_A_WORD === 0) progress.report({ message: `${files} files` });
    };
    return kept.check({ ...how, onRead }, stop.signal);
  });
}

const FILES_A_WORD = 25;

function counted(report: ConformanceReport, wrong: number): string {
  const { checks, open, known, exempted } = countsOf(report);
  const parts = [
    `${count(open.error, 'error')}, ${count(open.warning, 'warning')}, ${open.info} of information`,
    `${known} in the baseline, ${exempted} exempted`,
    ...(checks['not evaluated'] === 0 ? [] : [`${count(checks['not evaluated'], 'check')} not evaluated`]),
    ...(wrong === 0 ? [] : [`${count(wrong, 'problem')} of the contracts themselves`]),
  ];
  return `Conformance: ${parts.join('; ')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
