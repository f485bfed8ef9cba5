import type { ExemptionWish } from '../../core/conformance/exemptions/newExemption';
import { newExemption } from '../../core/conformance/exemptions/newExemption';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { EXEMPTIONS_FOLDER, ruleFile } from '../../core/workspace/ownPath';
import type { OwnFiles } from '../ownFiles';

export interface AddedExemption {
  /** Workspace-relative. */
  readonly path: string;
  /** Takes it away again; a problem when the file is not any more as it was written. */
  undo(): Promise<Result<undefined, Problem>>;
}

/**
 * Writes an exemption into `.agentforge/exemptions`, never over one that is there.
 * @param today ISO date
 */
export async function addExemption(
  files: OwnFiles,
  wish: ExemptionWish,
  today: string,
): Promise<Result<AddedExemption, Problem>> {
  const { id, text } = newExemption(wish, today);
  const path = ruleFile(EXEMPTIONS_FOLDER, `${id}.yaml`);
  if (!path.ok) throw new Error(path.problem);
  const { relative } = path.value;
  if ((await files.read(path.value)) !== undefined) {
    const detail = `${relative} is there already, and stays as it is. Change it, or delete it and exempt again.`;
    return fail({ kind: 'input-invalid', detail });
  }
  const saved = await files.write(path.value, text);
  if (!saved.ok) return saved;
  return ok({
    path: relative,
    async undo() {
      if ((await files.readText(path.value)) !== text)
        return fail({ kind: 'input-invalid', detail: `${relative} was changed since, and stays as it is.` });
      await files.remove(path.value);
      return ok(undefined);
    },
  });
}
