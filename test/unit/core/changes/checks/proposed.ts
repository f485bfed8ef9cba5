import type { ProposedFile } from '../../../../../src/core/changes/changeSet';
import { checkPath } from '../../../../../src/core/workspace/checkedPath';
import { decode } from '../../../../../src/core/workspace/textCodec';

/** A complete file of a proposal; `base` is what is there now. */
export async function proposed(name: string, text: string, base?: string): Promise<ProposedFile> {
  const path = await checkPath(name, { probe: async () => 'inside' });
  if (!path.ok) throw new Error(path.problem);
  const before = base === undefined ? undefined : decode(new TextEncoder().encode(base), 0o644, 'hash');
  if (before === 'binary') throw new Error('the base is no text');
  return {
    name,
    action: 'write',
    path: path.value,
    to: undefined,
    base: before,
    text,
    state: 'complete',
    refusal: undefined,
    protected: false,
  };
}
