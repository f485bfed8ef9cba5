import type { Problem } from '../../core/errors';
import { inParallel } from '../../core/lib/inParallel';
import type { Result } from '../../core/lib/result';
import { ok } from '../../core/lib/result';
import type { TestRequest } from '../../core/testrun/runner';
import type { BenchPlace } from './testBench';
import { TestBench } from './testBench';

/** The copies over which work is spread; one more is made when none is free. */
export class Benches {
  private readonly all: TestBench[] = [];
  private readonly free: TestBench[] = [];

  constructor(
    private readonly place: BenchPlace,
    private readonly signal: AbortSignal,
  ) {}

  async take(): Promise<Result<TestBench, Problem>> {
    const free = this.free.pop();
    if (free !== undefined) return ok(free);
    const made = await TestBench.make(this.place, this.signal);
    if (made.ok) this.all.push(made.value);
    return made;
  }

  giveBack(bench: TestBench): void {
    this.free.push(bench);
  }

  /** Those that are not in use. */
  get waiting(): readonly TestBench[] {
    return this.free;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.all.map((bench) => bench.dispose()));
  }
}

/**
 * Whether tests that passed at first still pass, in each copy in which faults were tried: those that pass only sometimes, or are
 * disturbed by what an earlier run left behind, notice faults that are none. Gives the problem when they do not.
 */
export async function findUnsteady(
  benches: Benches,
  { component, width, ...request }: TestRequest & { readonly component: string; readonly width: number },
  signal: AbortSignal,
): Promise<Problem | undefined> {
  const runs = await inParallel([...benches.waiting], width, (bench) => bench.run(request, 'stop at failure', signal));
  const wrong = runs.find(({ report, failed }) => failed !== undefined || report.end.kind !== 'completed');
  if (wrong === undefined) return undefined;
  const which = wrong.failed === undefined ? '' : `: ${wrong.failed.id}`;
  return {
    kind: 'phase-out-of-order',
    detail: `The tests of ${component} passed at first and do not pass any more, with the same code${which}. What they noticed may be no fault at all, so nothing is counted.`,
    remedy:
      'They pass only sometimes, or need what an earlier run left behind or took away. Make them independent of that.',
  };
}
