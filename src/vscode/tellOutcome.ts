import { commands, window } from 'vscode';
import type { Log } from '../core/lib/log';
import { PHASE_LABEL } from '../core/phase';
import type { PhaseOutcome } from '../core/tdflow/phaseEvents';
import { ONE_EDIT } from './editorWriter';
import { closed, showProblem } from './errors';
import { COMMAND } from './manifest';
import { plain } from './plain';

/** A button that leads on. */
interface WayOn {
  readonly title: string;
  run(): Promise<void>;
}

/** What can follow the end of a phase. */
export interface WaysOn {
  readonly again?: (() => Promise<void>) | undefined;
  /** After a verdict that is reached. */
  readonly next?: WayOn | undefined;
  /** After a cancelled phase whose answer is kept. */
  readonly resume?: WayOn | undefined;
  /** After a verdict that is not reached, where nobody was asked yet what to make of it. */
  readonly fix?: WayOn | undefined;
  /** How many files it left. */
  readonly written?: number;
}

/** Says how a phase ended, with the buttons that lead on. */
export async function tellOutcome(
  outcome: PhaseOutcome,
  log: Log,
  { again, next, resume, fix, written = 0 }: WaysOn,
): Promise<void> {
  switch (outcome.kind) {
    case 'reached': {
      const { phase, summary } = outcome.verdict;
      const text = `${PHASE_LABEL[phase]} reached: ${summary}`;
      const many = `${closed(text)} ${written} files were written: more than one undo takes back, but a rollback does.`;
      const buttons = [
        ...(next === undefined ? [] : [next.title]),
        ...(written <= ONE_EDIT ? [] : ['Roll back']),
        ...reportButton(outcome),
      ];
      const chosen = await window.showInformationMessage(plain(written <= ONE_EDIT ? text : many), ...buttons);
      if (chosen === 'Roll back') await commands.executeCommand(COMMAND.rollBack);
      else if (chosen === SHOW_REPORT) await commands.executeCommand(COMMAND.showReport, outcome.report);
      else if (chosen !== undefined) await next?.run();
      return;
    }
    case 'not-reached': {
      const { phase, summary } = outcome.verdict;
      const text = plain(`${PHASE_LABEL[phase]} not reached: ${summary}`);
      const back = outcome.journalEntry === undefined ? [] : ['Roll back'];
      const mend = fix === undefined ? [] : [fix.title];
      const buttons = [...mend, ...back, ...reportButton(outcome), 'Show log'];
      const chosen = await window.showWarningMessage(text, ...buttons);
      if (chosen === fix?.title) await fix?.run();
      if (chosen === 'Roll back') await commands.executeCommand(COMMAND.rollBack);
      if (chosen === SHOW_REPORT) await commands.executeCommand(COMMAND.showReport, outcome.report);
      if (chosen === 'Show log') await commands.executeCommand(COMMAND.showLog);
      return;
    }
    case 'contradiction': {
      const [claim] = outcome.verdict.claims;
      const places = { 'Open test': claim?.testPlace, 'Open criterion': claim?.criterionPlace };
      const buttons = Object.entries(places).flatMap(([title, place]) => (place === undefined ? [] : [title]));
      const chosen = await window.showWarningMessage(plain(outcome.verdict.summary), ...buttons, 'Show log');
      const place =
        chosen === 'Open test'
          ? places['Open test']
          : chosen === 'Open criterion'
            ? places['Open criterion']
            : undefined;
      if (place !== undefined) await commands.executeCommand(COMMAND.openRow, { target: { kind: 'file', ...place } });
      if (chosen === 'Show log') await commands.executeCommand(COMMAND.showLog);
      return;
    }
    case 'rejected':
      void window.showInformationMessage('Nothing was accepted, so nothing was changed.');
      return;
    case 'cancelled':
      log.info('cancelled; everything is as it was');
      if (resume === undefined) return;
      if ((await window.showInformationMessage(plain(CANCELLED), resume.title)) !== undefined) await resume.run();
      return;
    case 'failed':
      await showProblem(outcome.problem, log, again);
  }
}

const SHOW_REPORT = 'Show report';

function reportButton({ report }: { readonly report?: string }): readonly string[] {
  return report === undefined ? [] : [SHOW_REPORT];
}

export const CANCELLED = 'Cancelled: everything is as it was. The answer is kept, so the review can go on.';
