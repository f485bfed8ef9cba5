import type { Coverage } from '../testrun/report';
import { percentWords, shareOf } from './lineShare';
import type { Check } from './verdict';

/**
 * Whether the tests run enough of the component's own lines.
 * @param wanted the files that were to be measured
 * @param threshold in percent, as the session says it
 */
export function judgeCoverage(coverage: Coverage | undefined, wanted: readonly string[], threshold: number): Check {
  const name = 'coverage';
  if (coverage?.kind !== 'measured') {
    const why = coverage?.detail ?? 'the runner cannot measure it';
    const install = coverage?.install === undefined ? '' : ` (${coverage.install})`;
    return { name, result: 'not-available', detail: `Coverage is not measured: ${why}${install}.` };
  }
  const share = shareOf(coverage.files);
  if (share.lines === 0) {
    return {
      name,
      result: 'not-available',
      detail: 'Coverage is not measured: the component has no line that is run.',
    };
  }
  const unseen = wanted.filter((path) => coverage.files.every((file) => file.path !== path));
  const isEnough = 100 * share.covered >= threshold * share.lines;
  const missed = coverage.files.flatMap(({ path, lines }) => {
    const ranges = rangesOf(lines.filter(({ hits }) => hits === 0).map(({ line }) => line));
    return ranges === '' ? [] : [`${path}: ${ranges}`];
  });
  const left = missed.length === 0 ? '' : ` No test runs ${missed.join('; ')}.`;
  const detail = `The tests run ${percentWords(share)} of the component's own lines; ${threshold} % are asked for.${left}`;
  if (!isEnough || unseen.length === 0) return { name, result: isEnough ? 'passed' : 'failed', detail };
  const none = `${unseen.join(', ')} ${unseen.length === 1 ? 'is' : 'are'} in no measurement: no test loads it, or it has no line to run.`;
  return { name, result: 'not-available', detail: `${detail} ${none}` };
}

const MOST_RANGES = 12;

/** `3, 7-9`; lines in their order. */
function rangesOf(lines: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last.last + 1) last.last = line;
    else ranges.push({ first: line, last: line });
  }
  const shown = ranges
    .slice(0, MOST_RANGES)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return [...shown, ...(ranges.length > MOST_RANGES ? [`and ${ranges.length - MOST_RANGES} more`] : [])].join(', ');
}
