import { describeCodebase } from '../../core/codebase/discovery/describeCodebase';
import { putTogether } from '../../core/codebase/discovery/putTogether';
import { writeProfile } from '../../core/codebase/discovery/writeProfile';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { YamlProblem } from '../../core/lib/yamlProblem';
import type { Discovery } from '../../core/outline/discoveryLines';
import { summaryOf } from '../../core/outline/discoveryLines';
import { CODEBASE_PROFILE } from '../../core/workspace/ownPath';
import { sha256 } from '../hash';
import { OwnFiles } from '../ownFiles';
import type { Collecting } from './collectFacts';
import { collectFacts } from './collectFacts';

/** In bytes; far more than is written. */
const LONGEST_PROFILE = 4_000_000;
/** How often the profile may be changed by somebody else while it is written. */
const TRIES = 3;
const EMPTY =
  'There is no source code here that could be analysed. Open the folder of a project, or add code to this one.';

/**
 * Analyses a folder and brings its `.agentforge/codebase_profile.yaml` to what was found; what a person changed there stays. Blocks its
 * thread for as long as it takes.
 */
export async function discoverCodebase(collecting: Collecting): Promise<Result<Discovery, Problem>> {
  const started = performance.now();
  const files = new OwnFiles(collecting.root);
  const collected = await collectFacts(collecting);
  if (collected === undefined) return fail({ kind: 'cancelled' });
  const { facts, manifests, leftOut, paths, read } = collected;
  if (facts.size === 0) return fail({ kind: 'input-invalid', detail: EMPTY });
  const found = describeCodebase(putTogether(paths, facts, manifests));
  const path = CODEBASE_PROFILE.relative;
  for (let left = TRIES; ; left--) {
    const present = await files.readSmall(CODEBASE_PROFILE, LONGEST_PROFILE);
    if (!present.ok) return fail({ kind: 'file-unreadable', path, detail: present.problem });
    const seconds = (performance.now() - started) / 1_000;
    const run = { date: new Date(), seconds, files: facts.size, leftOut };
    const written = writeProfile(found, present.value, run, (text) => sha256(Buffer.from(text)));
    if (!written.ok) return fail(broken(written.problem[0]));
    if (collecting.isCancelled()) return fail({ kind: 'cancelled' });
    const { text, isChanged, kept, wasForeign, profile } = written.value;
    if (isChanged) {
      const now = await files.readSmall(CODEBASE_PROFILE, LONGEST_PROFILE);
      // Somebody saved it in between: what they changed has to stay, too.
      if (left > 0 && now.ok && now.value !== present.value) continue;
      const saved = await files.write(CODEBASE_PROFILE, text);
      if (!saved.ok) return saved;
    }
    const about = { path, files: facts.size, read, seconds, isChanged, kept, wasForeign };
    return ok({ ...about, summary: summaryOf(profile) });
  }
}

function broken(problem: YamlProblem | undefined): Problem {
  const line = problem === undefined ? '' : `:${problem.position.line}`;
  const what = problem?.message ?? 'it cannot be read';
  const detail = `${CODEBASE_PROFILE.relative}${line}: ${what}. Mend it, or delete the file to have it written anew.`;
  return { kind: 'input-invalid', detail };
}
