import type { ChangeSet } from '../changes/changeSet';
import type { Contradiction } from '../changes/contradiction';
import { describeProposal } from '../changes/describeProposal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { Turn } from '../lib/turns';
import type { ModelProvider } from '../model/provider';
import type { WritingPhase } from '../phase';
import { openReview } from '../review/review';
import { askModel } from './askModel';
import type { CarriedOut } from './carryOut';
import { claimVerdict } from './claimVerdict';
import { ReaderAsOf } from './copiedPrompt';
import type { Answered } from './failedAttempt';
import { aboutAnswer, rejectAnswer, withPrompt } from './failedAttempt';
import { failedOutcome } from './failedOutcome';
import { whollyRefused } from './generate';
import { inspectProposal } from './inspectProposal';
import { markGenerated } from './markGenerated';
import { misplacedTests } from './misplacedTests';
import type { PastedAnswer } from './pastedAnswer';
import { settlePasted } from './pastedAnswer';
import type { PhaseEvent, PhaseOutcome } from './phaseEvents';
import type { Ports } from './ports';
import { recordAttempt } from './recordAttempt';
import { recordVerdict } from './recordVerdict';
import type { RepairLoop } from './repairLoop';
import type { ReviewTools } from './reviewAttempt';
import { reviewAttempt } from './reviewAttempt';
import type { Settled } from './settleBeside';
import { settleBeside } from './settleBeside';
import { syntaxErrors } from './syntaxErrors';
import type { Task } from './task';

export interface AttemptTools extends ReviewTools {
  readonly provider: ModelProvider;
  readonly loop: RepairLoop;
  readonly pasted?: PastedAnswer | undefined;
  readonly turn?: Turn | undefined;
}

/** One attempt of a writing phase, from the prompt to the recorded verdict. When it fails it has left nothing behind, unless the user keeps it. */
export async function* runAttempt(
  begun: Task<WritingPhase>,
  tools: AttemptTools,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const { provider, loop, turn } = tools;
  const reader = tools.pasted?.copied === undefined ? undefined : new ReaderAsOf(tools.pasted.copied, ports.reader);
  const asked = yield* askModel({ task: begun, provider, reader, turn }, ports, signal);
  if (!asked.ok) return failed(asked.problem);
  const { attempt, prepared, generated, asOf } = asked.value;
  const answered = await ports.attempts.saveAnswer(begun.session.id, attempt, generated.answer);
  if (!answered.ok) return failed(answered.problem);
  const { answer: text, modelName: model, cost, changeSet, claims } = generated;
  const asStarted: Answered = { task: begun, attempt, text, model, cost, loop, mark: prepared.mark };
  if (claims.length > 0) return yield* giveClaims(asStarted, claims, ports);
  if (!generated.changes.ok) {
    const { problem } = generated.changes;
    return generated.isRepairable
      ? yield* rejectAnswer(asStarted, { problem, changes: changeSet }, ports, signal)
      : yield* giveUp(asStarted, problem, ports);
  }

  const { value: given } = generated.changes;
  const settled = await settle(begun, given, { pasted: tools.pasted, asOf }, ports);
  if (!settled.ok) return yield* giveUp(asStarted, settled.problem, ports);
  const { task, changes, outdated } = settled.value;
  const step = { ...asStarted, task };
  if (outdated !== undefined && loop.mendsByItself({ answer: text, cost, failure: outdated.detail })) {
    return yield* rejectAnswer(step, { problem: outdated, changes }, ports, signal);
  }
  const inspected = await inspectProposal(task, changes, ports);
  const refused = whollyRefused(inspected) ?? (await misplacedTests(task, inspected, ports));
  if (refused !== undefined) return yield* rejectAnswer(step, { problem: refused, changes: inspected }, ports, signal);
  const garbled = whyGarbled(inspected);
  // Only once: a grammar may be older than the language, so a person has the last word.
  if (garbled !== undefined && loop.mendsByItself({ answer: text, cost, failure: garbled.detail })) {
    return yield* rejectAnswer(step, { problem: garbled, changes: inspected }, ports, signal);
  }
  const proposal = markGenerated(task, inspected, model, ports.clock.now());
  const kept = await ports.attempts.saveProposal(task.session.id, attempt, describeProposal(proposal));
  if (!kept.ok) return failed(kept.problem);
  return yield* reviewAttempt(step, { opened: openReview(proposal), ...tools }, ports, signal);
}

/** The proposal about the files as they are now: an answer may be about those of its prompt. */
async function settle(
  task: Task<WritingPhase>,
  given: ChangeSet,
  { pasted, asOf }: { readonly pasted: PastedAnswer | undefined; readonly asOf: ReaderAsOf | undefined },
  ports: Ports,
): Promise<Result<Settled, Problem>> {
  if (pasted !== undefined) {
    return ok({ task, changes: await settlePasted(task, given, { ...pasted, asOf }, ports), outdated: undefined });
  }
  return asOf === undefined
    ? ok({ task, changes: given, outdated: undefined })
    : settleBeside(task, given, asOf, ports);
}

/** The answer did not come whole, or is for nothing any more. What was paid for is recorded all the same. */
async function* giveUp(answered: Answered, problem: Problem, ports: Ports): AsyncGenerator<PhaseEvent, CarriedOut> {
  const outcome = failed(await withPrompt(problem, answered, ports));
  if (answered.cost === undefined) return outcome;
  const how = problem.kind === 'phase-out-of-order' ? 'is for nothing any more' : 'did not come whole';
  const summary = `The answer ${how}: ${'detail' in problem ? problem.detail : problem.kind}`;
  const about = { ...aboutAnswer(answered), result: 'unusable', summary } as const;
  const recorded = await recordAttempt(answered.task, about, ports);
  if (!recorded.ok) return failed(recorded.problem);
  yield { kind: 'session', session: recorded.value };
  return outcome;
}

function whyGarbled(changes: ChangeSet): Extract<Problem, { kind: 'answer-refused' }> | undefined {
  const [first] = syntaxErrors(changes);
  if (first === undefined) return undefined;
  const place = first.line === undefined ? first.name : `${first.name}, line ${first.line}`;
  return { kind: 'answer-refused', detail: `${place}: ${first.detail}` };
}

/** The model says that no code can do it. That is for a person to decide: nothing is written, and it is not asked again. */
async function* giveClaims(
  { task, attempt, model, cost }: Answered,
  claims: readonly Contradiction[],
  ports: Ports,
): AsyncGenerator<PhaseEvent, CarriedOut> {
  const verdict = await claimVerdict(task, claims, ports);
  yield { kind: 'verdict', verdict };
  const failures = verdict.claims.map(({ test, criterion, why }) => `${test} / ${criterion}: ${why}`).join('\n');
  const judgement = {
    verdict,
    run: undefined,
    failures,
    model,
    cost,
    contract: {},
  };
  const recorded = await recordVerdict(task, { ...judgement, attempt, entry: undefined }, ports);
  if (!recorded.ok) return failed(recorded.problem);
  yield { kind: 'session', session: recorded.value };
  return { outcome: { kind: 'contradiction', verdict } };
}

function failed(problem: Problem): { readonly outcome: PhaseOutcome } {
  return { outcome: failedOutcome(problem) };
}
