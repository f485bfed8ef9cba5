import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import type { Phase } from '../../phase';
import { buildOrder } from '../../spec/buildOrder';
import type { Component, Specification } from '../../spec/specification';
import type { PhaseEvent, PhaseOutcome } from '../phaseEvents';
import type { Session } from '../session';
import type { Task } from '../task';
import type { ImplementEvent, ImplementedComponent, ImplementReport } from './implementEvents';
import type { StepLeft } from './stepsLeft';
import { stepsLeft } from './stepsLeft';
import { stopsRun } from './stopsRun';

export interface ImplementRequest {
  readonly specification: Specification;
  /** As it is now; it goes on from there. */
  readonly session: Session;
  /** Names of the components that are wanted; undefined for all. */
  readonly wanted: readonly string[] | undefined;
  /** The task of one phase, in the session as it is then. */
  readonly taskFor: (component: string, phase: Phase, session: Session) => Promise<Result<Task, Problem>>;
  /** Begins it: by a model where it writes, or by proving what is there. Ends by itself when it is cancelled. */
  readonly start: (task: Task, how: StepLeft['how']) => AsyncGenerator<PhaseEvent, PhaseOutcome>;
}

type LookingPorts = Parameters<typeof stepsLeft>[2];

/** How a component stands while it is in work. */
type Standing = Pick<ImplementedComponent, 'phases' | 'attempts' | 'costs'>;

const NOTHING_YET: Standing = { phases: {}, attempts: 0, costs: { amount: 0, unknown: 0 } };

/**
 * Takes the components of a specification through RED, GREEN and VERIFY, one after the other, what is needed before what needs it.
 * What was done before is left as it is; one that fails stops only those that need it. Cancelled or stopped by a cap, the step that
 * runs is taken back and what was done before it stays. Returns how each came out.
 */
export async function* implementAll(
  request: ImplementRequest,
  ports: LookingPorts,
  signal: AbortSignal,
): AsyncGenerator<ImplementEvent, ImplementReport> {
  const { components, needs, circles } = buildOrder(request.specification);
  const wanted = components.filter(({ name }) => request.wanted?.includes(name) ?? true);
  yield { kind: 'planned', order: wanted.map(({ name }) => name), circles };
  const run = new Run(request, ports, signal);
  const ended: ImplementedComponent[] = [];
  for (const [index, component] of wanted.entries()) {
    const { name } = component;
    const isFailed = (other: ImplementedComponent) => other.result === 'failed' || other.result === 'waiting';
    const waitsFor = ended
      .filter((each) => isFailed(each) && needs.get(name)?.includes(each.name))
      .map((each) => each.name);
    const isOver = run.stopped !== undefined;
    if (!isOver && waitsFor.length === 0) {
      yield { kind: 'component', name, number: index + 1, of: wanted.length };
      ended.push(yield* run.implement(component));
    } else {
      const result = isOver ? 'not begun' : 'waiting';
      ended.push({ name, result, ...NOTHING_YET, waitsFor, failure: undefined });
    }
    yield { kind: 'component-ended', component: ended.at(-1) as ImplementedComponent };
  }
  return { components: ended, stopped: run.stopped };
}

/** The session goes from phase to phase, and what stops one component may stop all. */
class Run {
  stopped: Problem | undefined;
  private session: Session;
  private standing = NOTHING_YET;

  constructor(
    private readonly request: ImplementRequest,
    private readonly ports: LookingPorts,
    private readonly signal: AbortSignal,
  ) {
    this.session = request.session;
  }

  async *implement(component: Component): AsyncGenerator<ImplementEvent, ImplementedComponent> {
    const { name } = component;
    const left = await stepsLeft({ component, specification: this.request.specification }, this.session, this.ports);
    const kept = (['red', 'green', 'verify'] as const).filter((phase) => !left.some((step) => step.phase === phase));
    this.standing = { ...NOTHING_YET, phases: Object.fromEntries(kept.map((phase) => [phase, 'kept'])) };
    for (const step of left) {
      const outcome = yield* this.take(step, name);
      if (outcome.kind === 'reached') continue;
      this.stopped = this.whyStop(outcome);
      const failure = { phase: step.phase, outcome };
      return {
        name,
        result: this.stopped === undefined ? 'failed' : 'stopped',
        ...this.standing,
        waitsFor: [],
        failure,
      };
    }
    const result = left.length === 0 ? 'already done' : 'done';
    return { name, result, ...this.standing, waitsFor: [], failure: undefined };
  }

  /** What is there is proven first; only where that does not come through is it written again. */
  private async *take({ phase, how }: StepLeft, name: string): AsyncGenerator<ImplementEvent, PhaseOutcome> {
    const outcome = yield* this.runOnce({ phase, how }, name);
    const isAnother = how === 'prove' && outcome.kind === 'not-reached' && !this.signal.aborted;
    return isAnother ? yield* this.runOnce({ phase, how: 'run' }, name) : outcome;
  }

  private async *runOnce({ phase, how }: StepLeft, name: string): AsyncGenerator<ImplementEvent, PhaseOutcome> {
    yield { kind: 'phase', component: name, phase };
    const task = await this.request.taskFor(name, phase, this.session);
    const outcome = task.ok ? yield* this.follow(this.request.start(task.value, how)) : failed(task.problem);
    this.standing = {
      ...this.standing,
      phases: { ...this.standing.phases, [phase]: outcome.kind === 'reached' ? 'reached' : 'not reached' },
    };
    yield { kind: 'phase-ended', outcome };
    return outcome;
  }

  private async *follow(
    running: AsyncGenerator<PhaseEvent, PhaseOutcome>,
  ): AsyncGenerator<ImplementEvent, PhaseOutcome> {
    try {
      for (;;) {
        const step = await running.next();
        if (step.done === true) return step.value;
        this.note(step.value);
        yield { kind: 'during', event: step.value };
      }
    } finally {
      // Whoever listens may stop listening: the phase then takes back what it has not finished.
      await running.return({ kind: 'cancelled' });
    }
  }

  private note(event: PhaseEvent): void {
    const { attempts, costs } = this.standing;
    if (event.kind === 'session') this.session = event.session;
    if (event.kind === 'prompt') this.standing = { ...this.standing, attempts: attempts + 1 };
    if (event.kind !== 'model-ended') return;
    const { cost, usage } = event;
    const unknown = costs.unknown + (cost === undefined && usage !== undefined ? 1 : 0);
    this.standing = { ...this.standing, costs: { amount: costs.amount + (cost ?? 0), unknown } };
  }

  private whyStop(outcome: PhaseOutcome): Problem | undefined {
    if (this.signal.aborted || outcome.kind === 'cancelled') return { kind: 'cancelled' };
    return outcome.kind === 'failed' && stopsRun(outcome.problem) ? outcome.problem : undefined;
  }
}

function failed(problem: Problem): PhaseOutcome {
  return { kind: 'failed', problem };
}
