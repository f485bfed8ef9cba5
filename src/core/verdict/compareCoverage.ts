import type { Coverage } from '../testrun/report';
import { percentWords, shareOf } from './lineShare';
import type { Check } from './verdict';

/**
 * Whether the tests still run as much of the component. Shorter code may have a smaller share of covered lines with no line less
 * covered, so coverage falls only when the share is smaller and more lines are not run.
 */
export function compareCoverage(before: Coverage | undefined, after: Coverage | undefined): Check {
  const name = 'coverage';
  const missing = [before, after].find((each) => each === undefined || each.kind === 'unavailable');
  if (before?.kind !== 'measured' || after?.kind !== 'measured') {
    const detail = missing?.kind === 'unavailable' ? missing.detail : 'it was not measured before and after the change';
    const install = missing?.kind === 'unavailable' && missing.install !== undefined ? ` (${missing.install})` : '';
    return { name, result: 'not-available', detail: `Coverage is not compared: ${detail}${install}.` };
  }
  const [was, is] = [shareOf(before.files), shareOf(after.files)];
  if (was.lines === 0 || is.lines === 0) {
    return { name, result: 'not-available', detail: 'Coverage is not compared: no line was measured.' };
  }
  const falls = is.covered / is.lines < was.covered / was.lines && is.lines - is.covered > was.lines - was.covered;
  const detail = `Coverage of the component's own lines: ${percentWords(was)} before the change, ${percentWords(is)} now.`;
  return { name, result: falls ? 'failed' : 'passed', detail };
}
