import type { ProofEntry } from './proofEntry';

/**
 * The only way to write an entry: keys in a fixed order, those of maps sorted, two blanks a level. A text that is not what this gives
 * for its own values was not written by the product.
 */
export function printEntry(entry: ProofEntry): string {
  const { version, phase, specification, component } = entry;
  const ordered = {
    ...{ version, phase, specification, component },
    ...(entry.phase === 'red'
      ? { demands: { rest: entry.demands.rest, requirements: entry.demands.requirements }, looked: entry.looked }
      : { previous: entry.previous }),
    ...{ tests: sorted(entry.tests), support: sorted(entry.support), promise: entry.promise, settings: entry.settings },
    before: sorted(entry.before),
    ...(entry.phase === 'red' ? {} : { code: sorted(entry.code), accepted: sorted(entry.accepted) }),
    results: sorted(entry.results),
    runner: { name: entry.runner.name, tool: entry.runner.tool },
    product: entry.product,
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

/** By code points: the same everywhere. */
function sorted<T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A text as it counts, whatever git made of its line ends. */
export function asCounted(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
