import type { CancellationToken } from 'vscode';
import { CancellationTokenSource, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Disposable } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import { fail } from '../../core/lib/result';
import type { LedgerReport } from '../../core/proof/ledger/ledgerFinding';
import { ledgerHolds } from '../../core/proof/ledger/ledgerFinding';
import { ledgerMarkdown } from '../../core/proof/ledger/ledgerMarkdown';
import { ledgerSummary } from '../../core/proof/ledger/ledgerWords';
import type { LedgerEvent } from '../../core/tdflow/ledger/ledgerCheck';
import { verifyLedger } from '../../core/tdflow/ledger/verifyLedger';
import type { Environment } from '../../node/environment';
import type { Project } from '../../node/project';
import { openProject, readSettings } from '../../node/project';
import { ledgerCheck } from '../../node/proof/ledgerCheck';
import { registerCommand } from '../commands/registerCommand';
import { showProblem, showProblems } from '../errors';
import { COMMAND } from '../manifest';
import { openReport } from '../openReport';
import { plain } from '../plain';
import type { Projects } from '../projects';
import { PythonInterpreter } from '../pythonInterpreter';
import { runnerPreferences } from '../runnerPreferences';

interface Parts {
  readonly projects: Projects;
  readonly assetsDir: string;
  readonly env: Environment;
}

/** A whole run takes at most this. */
const TEST_TIME_LIMIT_MS = 300_000;

export function ledgerCommands(parts: Parts, log: Log): Disposable[] {
  const closing = new CancellationTokenSource();
  return [
    // Runs end with the window.
    {
      dispose: () => {
        closing.cancel();
        closing.dispose();
      },
    },
    // A key binding may hand over anything.
    registerCommand(COMMAND.verifyLedger, log, (ended?: unknown) =>
      verify(parts, [closing.token, ...(isToken(ended) ? [ended] : [])], log),
    ),
  ];
}

function isToken(given: unknown): given is CancellationToken {
  return typeof given === 'object' && given !== null && 'onCancellationRequested' in given;
}

/** Checks the ledger of the project that is at hand, by the files on disk, with a page for what was found and a sentence. */
async function verify(
  { projects, assetsDir, env }: Parts,
  ended: readonly CancellationToken[],
  log: Log,
): Promise<void> {
  if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
  const { root } = projects.of(window.activeTextEditor?.document.uri) ?? projects.of(undefined) ?? {};
  if (root === undefined) {
    void window.showInformationMessage('Open the folder of a project first: then its ledger can be checked.');
    return;
  }
  const interpreter = new PythonInterpreter(log);
  const preferences = (testFile: string) => runnerPreferences(Uri.file(root), testFile, interpreter);
  // Others have what is saved, so that is what is checked.
  const project = openProject(root, assetsDir, env, preferences);
  try {
    const settings = await readSettings(project, env);
    if (!settings.ok) return await showProblems(settings.problem, log);
    const { proofs } = project.ports;
    if (proofs === undefined) throw new Error('a project without a ledger');
    const about = { project, proofs, settings: settings.value, testTimeLimitMs: TEST_TIME_LIMIT_MS };
    const check = ledgerCheck({ ...about, assetsDir, env, preferences });
    const report = await withProgress(ended, (signal) => verifyLedger(check, project.ports, signal));
    if (!report.ok) return report.problem.kind === 'cancelled' ? undefined : await showProblem(report.problem, log);
    await tell(report.value, project, log);
  } finally {
    project.search.dispose();
  }
}

/** The button of the notification ends the runs, as `ended` does; a report is there when all of it is. */
function withProgress(
  ended: readonly CancellationToken[],
  begin: (signal: AbortSignal) => AsyncGenerator<LedgerEvent, Result<LedgerReport, Problem>>,
): Thenable<Result<LedgerReport, Problem>> {
  const options = { location: ProgressLocation.Notification, title: 'Verifying the ledger', cancellable: true };
  return window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    const listening = [token, ...ended].map((each) => {
      if (each.isCancellationRequested) stop.abort();
      return each.onCancellationRequested(() => stop.abort());
    });
    try {
      let about = '';
      const running = begin(stop.signal);
      for (;;) {
        const step = await running.next();
        if (step.done === true) return stop.signal.aborted ? fail({ kind: 'cancelled' }) : step.value;
        const { value } = step;
        if (value.kind === 'component') about = `${value.component} (${value.number} of ${value.of})`;
        const run = value.kind === 'run' ? `: tests ${value.which === 'red' ? 'without' : 'with'} the code` : '';
        progress.report({ message: plain(`${about}${run}`) });
      }
    } finally {
      for (const each of listening) each.dispose();
    }
  });
}

async function tell(report: LedgerReport, project: Project, log: Log): Promise<void> {
  const at = project.ports.clock.now().toISOString();
  await openReport('ledger', (toRoot) => ledgerMarkdown(report, { at, toRoot }), project, log);
  const text = ledgerSummary(report);
  log.info(text);
  void (ledgerHolds(report) ? window.showInformationMessage(plain(text)) : window.showWarningMessage(plain(text)));
}
