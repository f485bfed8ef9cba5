import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { ok } from '../../core/lib/result';
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

  async dispose(): Promise<void> {
    await Promise.all(this.all.map((bench) => bench.dispose()));
  }
}
