import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import type { WritePorts } from '../writeTexts';
import { checkOf } from './intakeStep';
import { judgeDraft, reportOf } from './judgeDraft';
import type { RecordWork } from './writeRecord';
import { writeRecord } from './writeRecord';

/** Writes the report on the draft as rules alone make it. */
export function judgeByRules(work: RecordWork, ports: WritePorts): Promise<Result<undefined, Problem>> {
  const changes = reportOf(judgeDraft(checkOf(work), undefined));
  const { draft, decided } = work.loaded.records;
  const ties = { judged: draft?.hash, decided };
  return writeRecord(work, 'validation_report', { changes, ties }, ports);
}
