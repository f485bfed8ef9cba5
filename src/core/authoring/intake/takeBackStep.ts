import { rollBack } from '../../apply/rollBack';
import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { Ports } from '../../tdflow/ports';
import { RECORD_FILES } from './recordFiles';
import { STEPS } from './workflow';

const STEP_NAMES: readonly string[] = STEPS;
/** What the steps of a request are called in the journal. */
const NAMES: readonly string[] = [...STEP_NAMES, ...Object.keys(RECORD_FILES)];

/** Takes back all that the last step wrote that is still in place. Gives the files. */
export function takeBackStep(
  ports: Pick<Ports, 'journal' | 'writer' | 'links' | 'hash'>,
): Promise<Result<readonly string[], Problem>> {
  return ports.journal.alone(async () => {
    const kept = (await ports.journal.readEntries()).filter(
      ({ phase, component, state }) => phase === 'documents' && NAMES.includes(component) && state === 'kept',
    );
    const last = kept.at(-1);
    if (last === undefined) return fail({ kind: 'nothing-to-roll-back', foreign: await ports.journal.hasForeign() });
    const step = kept.filter(({ sessionId }) => sessionId === last.sessionId);
    const documents = step.filter(({ component }) => STEP_NAMES.includes(component));
    const files = new Set<string>();
    // What was written first, then what the records say of it: a document that cannot come back keeps its record.
    for (const entry of [...documents, ...step.filter((each) => !documents.includes(each))]) {
      const back = await rollBack(entry, ports);
      if (!back.ok) return back;
      for (const file of [...back.value.restored, ...back.value.merged]) files.add(file);
    }
    return ok([...files]);
  });
}
