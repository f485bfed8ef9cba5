import { upperEstimate } from '../../../src/core/context/tokenCounter';
import type { Shown } from './contenders/contender';

/** What fits, in order, each file under its path. The file that does not fit is cut, which is in favour of whole files; the rest is out. */
export function cutAtBudget(shown: readonly Shown[], budget: number): readonly Shown[] {
  const held: Shown[] = [];
  let left = budget;
  for (const { path, text } of shown) {
    left -= upperEstimate(`${path}\n`);
    if (left <= 0) break;
    const tokens = upperEstimate(text);
    if (tokens > left) {
      held.push({ path, text: text.slice(0, Math.floor((text.length * left) / tokens)) });
      break;
    }
    held.push({ path, text });
    left -= tokens;
  }
  return held;
}
