import { countOf } from '../../lib/countOf';
import type { ConformanceReport } from '../report/report';
import { countsOf } from '../report/report';

/** How a run came out, in sentences; the words of terminal and Markdown alike. */
export function summaryLines(report: ConformanceReport): readonly string[] {
  const { checks, open, known, exempted } = countsOf(report);
  if (report.checks.length === 0) return ['No contract has a check that is enabled: nothing was looked at.'];
  const lines = [
    `Checks: ${checks.passed} passed, ${checks.failed} failed, ${checks['not evaluated']} not evaluated, ${checks['nothing to check']} with nothing to check. Files: ${report.files}.`,
    `Violations: ${countOf(open.error, 'error')}, ${countOf(open.warning, 'warning')}, ${open.info} of information; ${known} in the baseline, ${exempted} exempted.`,
  ];
  if (report.moved.length > 0) {
    const [first] = report.moved;
    const more = report.moved.length > 1 ? ` and ${report.moved.length - 1} more` : '';
    lines.push(
      `Moved since the baseline, with what is in it: ${first?.from}, which is ${first?.to} now${more}. To write that down: conformance check --update-baseline`,
    );
  }
  if (report.gone.length > 0)
    lines.push(`Gone since the baseline: ${report.gone.length}. To keep it so: conformance check --update-baseline`);
  if (report.withoutText > 0)
    lines.push(`Not searched, since they hold no text: ${countOf(report.withoutText, 'file')}.`);
  if (report.leftAway > 0)
    lines.push(
      `Left away, since only some files were asked about: ${countOf(report.leftAway, 'check')} of the project as a whole.`,
    );
  return lines;
}
