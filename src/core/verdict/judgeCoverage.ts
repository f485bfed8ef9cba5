import { rangeWords } from '../lib/lineRanges';
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
    const ranges = rangeWords(
      lines.filter(({ hits }) => hits === 0).map(({ line }) => line),
      MOST_RANGES,
    );
    return ranges === '' ? [] : [`${path}: ${ranges}`];
  });
  const left = missed.length === 0 ? '' : ` No test runs ${missed.join('; ')}.`;
  const detail = `The tests run ${percentWords(share)} of the component's own lines; ${threshold} % are asked for.${left}`;
  if (!isEnough || unseen.length === 0) return { name, result: isEnough ? 'passed' : 'failed', detail };
  const none = `${unseen.join(', ')} ${unseen.length === 1 ? 'is' : 'are'} in no measurement: no test loads it, or it has no line to run.`;
  return { name, result: 'not-available', detail: `${detail} ${none}` };
}

const MOST_RANGES = 12;
