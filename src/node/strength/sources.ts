import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Ports } from '../../core/tdflow/ports';
import type { CheckedPath } from '../../core/workspace/checkedPath';
import { checkPath } from '../../core/workspace/checkedPath';
import type { FileText } from '../../core/workspace/fileText';

/** A file of the project as it is now. */
export interface Source {
  readonly path: CheckedPath;
  readonly file: FileText;
}

/** @param paths workspace-relative */
export async function readSources(
  paths: readonly string[],
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<Result<readonly Source[], Problem>> {
  const sources: Source[] = [];
  for (const path of new Set(paths)) {
    const checked = await checkPath(path, ports.links);
    if (!checked.ok) return fail({ kind: 'input-invalid', detail: checked.problem });
    const file = await ports.reader.read(checked.value);
    if (file === undefined || file === 'unreadable') {
      return fail({ kind: 'file-unreadable', path, detail: 'there is no text to read' });
    }
    sources.push({ path: checked.value, file });
  }
  return ok(sources);
}
