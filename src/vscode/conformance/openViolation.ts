import type { ReportedCheck } from '../../core/conformance/report/report';
import type { Violation } from '../../core/conformance/report/violation';
import type { Project } from '../../node/project';

/** A violation that is shown as a problem, with the check that found it. */
export interface OpenViolation {
  readonly violation: Violation;
  readonly of: Pick<ReportedCheck, 'check' | 'contract'>;
  readonly project: Project;
}

/** Those of a check that nobody let through and that were not there from the beginning. */
export function openViolations(reported: ReportedCheck, project: Project): readonly OpenViolation[] {
  return reported.violations
    .filter(({ state }) => state === 'new' || state === 'expired')
    .map((violation) => ({ violation, of: reported, project }));
}
