import { countsOf } from '../report/report';
import type { Written } from './format';

/** For programs; absent values are left out. */
export function writeJson({ report, findings, version }: Written): string {
  const { checks, open, known, exempted } = countsOf(report);
  const { files, gone, moved, withoutText, leftAway } = report;
  const document = {
    schema_version: '1.0',
    tool: { name: 'agentforge', version },
    summary: {
      total: report.checks.length,
      passed: checks.passed,
      failed: checks.failed,
      not_evaluated: checks['not evaluated'],
      nothing_to_check: checks['nothing to check'],
      exempted,
      known,
      stale: gone.length,
      moved: moved.length,
      by_severity: open,
      files,
      files_without_text: withoutText,
      checks_left_away: leftAway,
    },
    checks: report.checks.map(({ contract, check, state, notEvaluated, violations, files: looked }) => ({
      contract: contract.name,
      check: check.id,
      severity: check.severity,
      state: state.replaceAll(' ', '_'),
      files: looked,
      violations: violations.length,
      not_evaluated: notEvaluated,
    })),
    violations: report.violations,
    findings: findings.map(({ severity, place, message }) => ({
      severity,
      path: place.path,
      ...place.position,
      message,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
