import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import type { WritePorts } from '../writeTexts';
import { hashAsJudged, settleStatus } from './draftStatus';
import { checkOf } from './intakeStep';
import { judgeDraft, reportOf } from './judgeDraft';
import type { RecordWork } from './writeRecord';
import { writeRecord } from './writeRecord';

/** Writes the report on the draft as rules alone make it; the draft then says whether it is approved. */
export async function judgeByRules(work: RecordWork, ports: WritePorts): Promise<Result<undefined, Problem>> {
  const judged = judgeDraft(checkOf(work), undefined);
  const ties = { judged: hashAsJudged(work.loaded, judged, ports), decided: work.loaded.records.decided };
  const written = await writeRecord(work, 'validation_report', { changes: reportOf(judged), ties }, ports);
  return written.ok ? settleStatus(work, ports) : written;
}
