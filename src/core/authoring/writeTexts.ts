import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { applyAccepted } from '../tdflow/applyAccepted';
import type { Ports } from '../tdflow/ports';
import { undoUnjudged } from '../tdflow/undoUnjudged';
import type { CheckedPath } from '../workspace/checkedPath';
import type { DocumentWork } from './documentPiece';

/** A file and all that it is to hold. */
export interface WholeText {
  readonly path: CheckedPath;
  /** Lines ended by LF. */
  readonly text: string;
}

export type WritePorts = Pick<Ports, 'reader' | 'writer' | 'journal' | 'attempts' | 'clock' | 'hash' | 'links'>;

/** Writes what no model was asked for: a person's answers, what rules found. One journal entry; on a problem all is as before. */
export async function writeTexts(
  work: Pick<DocumentWork, 'name' | 'session' | 'config'>,
  texts: readonly WholeText[],
  ports: WritePorts,
): Promise<Result<undefined, Problem>> {
  const files: ProposedFile[] = [];
  for (const { path, text } of texts) {
    const base = await ports.reader.read(path);
    if (base === 'unreadable') {
      return fail({ kind: 'file-unreadable', path: path.relative, detail: 'it is no text, or there is no permission' });
    }
    if (base?.text !== text) files.push(whole(path, text, base));
  }
  if (files.length === 0) return ok(undefined);
  const written = { ...work, component: { name: work.name }, phase: 'documents' as const };
  const applied = await applyAccepted(written, { files, attempt: `000-documents-${work.name}` }, ports);
  if (!applied.ok) return applied;
  const settled = await ports.journal.writeEntry({ ...applied.value, state: 'kept' });
  if (settled.ok) return ok(undefined);
  const back = await undoUnjudged(applied.value, ports);
  return back.ok ? settled : back;
}

function whole(path: CheckedPath, text: string, base: ProposedFile['base']): ProposedFile {
  const about = { name: path.relative, action: 'write', path, to: undefined, base, text } as const;
  return { ...about, state: 'complete', refusal: undefined, protected: false };
}
