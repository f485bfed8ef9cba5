import type { JournalEntry } from '../apply/journal';
import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { TestReport } from '../testrun/report';
import { applyAccepted, takeBack } from './applyAccepted';
import type { NextStep } from './consent';
import { failedOutcome } from './failedOutcome';
import type { Judged } from './judgePhase';
import { judgePhase } from './judgePhase';
import { runOthersBefore } from './otherTests';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { recordVerdict } from './recordVerdict';
import { repairReport } from './repairReport';
import type { Session } from './session';
import type { Task } from './task';
import { undoUnjudged } from './undoUnjudged';

/** What consent was given to, and what is needed to judge it. */
export interface Accepted {
  readonly accepted: readonly ProposedFile[];
  readonly attempt: string;
  readonly model: string;
  readonly cost: number | undefined;
  /** The run before the change, when there was one. */
  readonly before: TestReport | undefined;
  /** Why changes of what the tests promise were accepted, by file. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Asked while the files are in place and their verdict is not reached. */
  readonly afterFailure: (judged: Judged, failures: string) => AsyncGenerator<PhaseEvent, NextStep>;
}

/** `again` is set when another attempt is wanted; `session` is what was recorded. */
export interface CarriedOut {
  readonly outcome: PhaseOutcome;
  readonly again?: { readonly feedback: string; readonly session: Session };
}

/**
 * From consent to the recorded verdict: writes, runs the tests, judges; takes the files back when it does not get to the end.
 * With nothing to write (the answer left every file as it is) it only judges.
 */
export async function* carryOut(
  task: Task<WritingPhase>,
  { accepted, attempt, model, cost, before, reasons, afterFailure }: Accepted,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  // Stored before anything is written: a rollback after a crash finds the files by their session.
  const stored = await ports.sessions.update(task.session, (current) => current);
  if (!stored.ok) return failed(stored.problem);
  const others = yield* runOthersBefore(task, { before, changing: accepted.map(({ name }) => name) }, ports, signal);
  if (!others.ok) return failed(others.problem);
  let entry: JournalEntry | undefined;
  if (accepted.length > 0) {
    yield { kind: 'step', step: 'apply' };
    const applied = await applyAccepted(task, { files: accepted, attempt }, ports);
    if (!applied.ok) return failed(applied.problem);
    entry = applied.value;
  }
  let isSettled = entry === undefined;
  const undo = async function* (
    why: 'cancelled' | 'not-reached' | 'failed',
  ): AsyncGenerator<PhaseEvent, Problem | undefined> {
    const back = entry === undefined ? ok(undefined) : yield* takeBack(entry, why, ports);
    isSettled = true;
    return back.ok ? undefined : back.problem;
  };
  try {
    if (entry !== undefined) {
      yield { kind: 'applied', files: entry.changes.map((change) => change.path), journalEntry: entry.id };
    }
    const judged = yield* judgePhase(task, { baseline: others.value, entry, reasons }, ports, signal);
    if (!judged.ok) {
      const left = yield* undo(signal.aborted ? 'cancelled' : 'failed');
      return failed(left ?? judged.problem);
    }
    const { verdict, report } = judged.value;
    const failures = await repairReport(task, judged.value, ports);
    const next: NextStep = verdict.reached ? { kind: 'keep' } : yield* afterFailure(judged.value, failures);
    if (signal.aborted && next.kind !== 'keep') return failed((yield* undo('cancelled')) ?? { kind: 'cancelled' });
    const left = next.kind === 'keep' ? undefined : yield* undo('not-reached');
    const inPlace = next.kind === 'keep' || left !== undefined ? entry : undefined;
    if (left !== undefined) yield { kind: 'rollback-failed', problem: left };
    if (inPlace !== undefined) {
      const kept = await ports.journal.writeEntry({ ...inPlace, state: 'kept' });
      if (!kept.ok) return failed((yield* undo('failed')) ?? kept.problem);
    }
    const contract = inPlace === undefined ? {} : reasons;
    const judgement = { verdict, run: report, failures, model, cost, attempt, entry: inPlace, contract };
    const recorded = await recordVerdict(task, judgement, ports);
    if (!recorded.ok) return failed((yield* undo('failed')) ?? recorded.problem);
    isSettled = true;
    yield { kind: 'session', session: recorded.value };
    if (verdict.reached) return { outcome: { kind: 'reached', verdict } };
    const outcome: PhaseOutcome = { kind: 'not-reached', verdict, journalEntry: inPlace?.id };
    // Without a clean base there is no further attempt.
    const isClean = next.kind === 'again' && inPlace === undefined;
    return isClean ? { outcome, again: { feedback: next.feedback, session: recorded.value } } : { outcome };
  } finally {
    // Whoever listens may stop listening, and a bug may throw: neither leaves files behind that nobody has judged.
    if (!isSettled && entry !== undefined) await undoUnjudged(entry, ports);
  }
}

function failed(problem: Problem): CarriedOut {
  return { outcome: failedOutcome(problem) };
}
