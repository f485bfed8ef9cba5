import type { TestReport } from '../../src/core/testrun/report';
import type { GreenEvidence } from '../../src/core/verdict/judgeGreen';
import type { OtherTests } from '../../src/core/verdict/judgeOtherTests';

/** No other test file uses what changed. */
export const NO_OTHERS: OtherTests = { files: [], before: undefined, after: undefined, notes: [] };

/** A run of the component's tests, which are those of RED, and nothing beside it. */
export function greenEvidence(report: TestReport, about: Partial<GreenEvidence> = {}): GreenEvidence {
  return { report, sinceRed: { by: 'bytes', files: [], accepted: [] }, others: NO_OTHERS, notes: [], ...about };
}
