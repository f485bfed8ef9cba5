import type { Spread } from './spread';
import { spreadOf } from './spread';

const ROUNDS = 15;
const STEPS = 5_000_000;

/** How long this machine takes for the same piece of work, in milliseconds: what spreads here is nobody's doing. */
export function machineNoise(): Spread {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return spreadOf(times.slice(1));
}

function work(): number {
  let value = 1;
  for (let step = 0; step < STEPS; step++) value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
  return value;
}
