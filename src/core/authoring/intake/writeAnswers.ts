import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail } from '../../lib/result';
import type { WritePorts } from '../writeTexts';
import type { Answer } from './clarify';
import { clarified } from './clarify';
import { loadRecords } from './loadRecords';
import { RECORD_FILES } from './recordFiles';
import type { RecordWork } from './writeRecord';
import { writeRecord } from './writeRecord';

/** Writes answers into the log, beside what was written into it while they were asked for. */
export async function writeAnswers(
  work: RecordWork,
  answers: readonly Answer[],
  ports: WritePorts,
): Promise<Result<undefined, Problem>> {
  const loaded = await loadRecords(ports);
  if (!loaded.ok) {
    const [first] = loaded.problem;
    if (first === undefined) throw new Error('records that cannot be read have a problem');
    return fail(first);
  }
  const { records, mark } = loaded.value;
  const { intake } = records;
  if (intake === undefined || mark !== work.loaded.mark) {
    return fail({ kind: 'base-changed', paths: [RECORD_FILES.intake_record] });
  }
  const changes = clarified({ ...records, intake }, answers);
  return writeRecord({ ...work, loaded: loaded.value }, 'clarification_log', { changes }, ports);
}
