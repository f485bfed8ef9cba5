import type { Problem } from '../../errors';
import { interleave } from '../../lib/interleave';
import { linkAbort } from '../../lib/linkAbort';
import type { Result } from '../../lib/result';
import type { Turn } from '../../lib/turns';
import { Turns } from '../../lib/turns';
import type { Phase } from '../../phase';
import { buildOrder } from '../../spec/buildOrder';
import type { Component, Specification } from '../../spec/specification';
import type { PhaseEvent, PhaseOutcome } from '../phaseEvents';
import type { Ports } from '../ports';
import type { Session } from '../session';
import type { Task } from '../task';
import type { ImplementEvent, ImplementedComponent, ImplementReport } from './implementEvents';
import type { StepLeft } from './stepsLeft';
import { stepsLeft } from './stepsLeft';
import { stopsRun } from './stopsRun';

/** What a phase needs of the run that it is part of. */
export interface Lane {
  readonly signal: AbortSignal;
  /** Set where other components are in work at the same time: whatever is no model's answer is done in turns. */
  readonly turn: Turn | undefined;
}

export interface ImplementRequest {
  readonly specification: Specification;
  /** As it is now; it goes on from there. */
  readonly session: Session;
  /** Names of the components that are wanted; undefined for all. */
  readonly wanted: readonly string[] | undefined;
  /** How many components may be in work at the same time; left out: one. */
  readonly atOnce?: number;
  /** The task of one phase, in the session as it is then. */
  readonly taskFor: (component: string, phase: Phase, session: Session) => Promise<Result<Task, Problem>>;
  /** Begins it: by a model where it writes, or by proving what is there. Ends by itself when it is cancelled. */
  readonly start: (task: Task, how: StepLeft['how'], lane: Lane) => AsyncGenerator<PhaseEvent, PhaseOutcome>;
}

type ImplementPorts = Parameters<typeof stepsLeft>[2] & Pick<Ports, 'clock'>;

/** How a component stands while it is in work. */
type Standing = Pick<ImplementedComponent, 'phases' | 'attempts' | 'costs'>;

const NOTHING_YET: Standing = { phases: {}, attempts: 0, costs: { amount: 0, unknown: 0 } };

/**
 * Takes the components of a specification through RED, GREEN and VERIFY, what is needed before what needs it: one after the other, or
 * several at the same time, whose models then answer beside each other while everything else is done in turns. What was done before
 * is left as it is; one that fails stops only those that need it. Cancelled, the steps that run are taken back; stopped by a cap,
 * nothing new is begun. What was done before it stays. Returns how each came out, in their order.
 */
export async function* implementAll(
  request: ImplementRequest,
  ports: ImplementPorts,
  signal: AbortSignal,
): AsyncGenerator<ImplementEvent, ImplementReport> {
  const { components, needs, circles } = buildOrder(request.specification);
  const wanted = components.filter(({ name }) => request.wanted?.includes(name) ?? true);
  yield { kind: 'planned', order: wanted.map(({ name }) => name), circles };
  const stop = linkAbort(signal);
  const run = new Run(request, ports, stop.signal);
  const ended = new Map<string, ImplementedComponent>();
  const neededFor = (name: string) => wanted.filter((other) => needs.get(name)?.includes(other.name));
  const lanes = interleave(
    wanted.map(
      (component, index) =>
        async function* (): AsyncGenerator<ImplementEvent, ImplementedComponent> {
          const { name } = component;
          const waitsFor = neededFor(name)
            .map((each) => each.name)
            .filter((each) => isFailed(ended.get(each)));
          let last: ImplementedComponent;
          if (run.stopped === undefined && waitsFor.length === 0) {
            yield { kind: 'component', name, number: index + 1, of: wanted.length };
            last = yield* run.implement(component);
          } else {
            const result = run.stopped === undefined ? 'waiting' : 'not begun';
            last = { name, result, ...NOTHING_YET, waitsFor, failure: undefined };
          }
          ended.set(name, last);
          yield { kind: 'component-ended', component: last };
          return last;
        },
    ),
    request.atOnce ?? 1,
    (index) => neededFor(wanted[index]?.name ?? '').every(({ name }) => ended.has(name)),
  );
  try {
    for (;;) {
      const step = await lanes.next();
      if (step.done === true) return { components: step.value, stopped: run.stopped };
      yield step.value[1];
    }
  } finally {
    // Whoever listens may stop listening: what runs is cancelled first, so that nobody waits for an answer that nobody wants.
    stop.unlink();
    stop.abort();
    await lanes.return([]);
  }
}

function isFailed(component: ImplementedComponent | undefined): boolean {
  return component?.result === 'failed' || component?.result === 'waiting';
}

/** What all lanes share: the session goes from phase to phase, and what stops one component may stop all. */
class Run {
  stopped: Problem | undefined;
  session: Session;
  private readonly turns: Turns | undefined;

  constructor(
    readonly request: ImplementRequest,
    private readonly ports: ImplementPorts,
    readonly signal: AbortSignal,
  ) {
    this.session = request.session;
    this.turns = (request.atOnce ?? 1) > 1 ? new Turns(ports.clock) : undefined;
  }

  async *implement(component: Component): AsyncGenerator<ImplementEvent, ImplementedComponent> {
    const turn = this.turns?.taker();
    await turn?.take();
    try {
      // Another one may have ended the run meanwhile.
      if (this.stopped !== undefined) {
        return { name: component.name, result: 'not begun', ...NOTHING_YET, waitsFor: [], failure: undefined };
      }
      return yield* new ComponentRun(component.name, this, { signal: this.signal, turn }).implement(
        await stepsLeft({ component, specification: this.request.specification }, this.session, this.ports),
      );
    } finally {
      turn?.leave();
    }
  }
}

/** One component on its way. */
class ComponentRun {
  private standing = NOTHING_YET;

  constructor(
    private readonly name: string,
    private readonly run: Run,
    private readonly lane: Lane,
  ) {}

  async *implement(left: readonly StepLeft[]): AsyncGenerator<ImplementEvent, ImplementedComponent> {
    const { name, run } = this;
    const kept = (['red', 'green', 'verify'] as const).filter((phase) => !left.some((step) => step.phase === phase));
    this.standing = { ...NOTHING_YET, phases: Object.fromEntries(kept.map((phase) => [phase, 'kept'])) };
    for (const step of left) {
      const outcome = yield* this.take(step);
      if (outcome.kind === 'reached') continue;
      const stopped = this.whyStop(outcome);
      run.stopped ??= stopped;
      const failure = { phase: step.phase, outcome };
      return {
        name,
        result: stopped === undefined ? 'failed' : 'stopped',
        ...this.standing,
        waitsFor: [],
        failure,
      };
    }
    const result = left.length === 0 ? 'already done' : 'done';
    return { name, result, ...this.standing, waitsFor: [], failure: undefined };
  }

  /** What is there is proven first; only where that does not come through is it written again. */
  private async *take({ phase, how }: StepLeft): AsyncGenerator<ImplementEvent, PhaseOutcome> {
    const outcome = yield* this.runOnce({ phase, how });
    const isAnother = how === 'prove' && outcome.kind === 'not-reached' && !this.lane.signal.aborted;
    return isAnother ? yield* this.runOnce({ phase, how: 'run' }) : outcome;
  }

  private async *runOnce({ phase, how }: StepLeft): AsyncGenerator<ImplementEvent, PhaseOutcome> {
    const { name, run, lane } = this;
    yield { kind: 'phase', component: name, phase };
    const task = await run.request.taskFor(name, phase, run.session);
    const outcome = task.ok ? yield* this.follow(run.request.start(task.value, how, lane)) : failed(task.problem);
    this.standing = {
      ...this.standing,
      phases: { ...this.standing.phases, [phase]: outcome.kind === 'reached' ? 'reached' : 'not reached' },
    };
    yield { kind: 'phase-ended', component: name, outcome };
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
        yield { kind: 'during', component: this.name, event: step.value };
      }
    } finally {
      // Whoever listens may stop listening: the phase then takes back what it has not finished.
      await running.return({ kind: 'cancelled' });
    }
  }

  private note(event: PhaseEvent): void {
    const { attempts, costs } = this.standing;
    if (event.kind === 'session') this.run.session = event.session;
    if (event.kind === 'prompt') this.standing = { ...this.standing, attempts: attempts + 1 };
    if (event.kind !== 'model-ended') return;
    const { cost, usage } = event;
    const unknown = costs.unknown + (cost === undefined && usage !== undefined ? 1 : 0);
    this.standing = { ...this.standing, costs: { amount: costs.amount + (cost ?? 0), unknown } };
  }

  private whyStop(outcome: PhaseOutcome): Problem | undefined {
    if (this.lane.signal.aborted || outcome.kind === 'cancelled') return { kind: 'cancelled' };
    return outcome.kind === 'failed' && stopsRun(outcome.problem) ? outcome.problem : undefined;
  }
}

function failed(problem: Problem): PhaseOutcome {
  return { kind: 'failed', problem };
}
