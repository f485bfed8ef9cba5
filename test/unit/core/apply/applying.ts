import type { ApplyRequest } from '../../../../src/core/apply/applyChanges';
import type { FileChange } from '../../../../src/core/apply/fileChange';
import type { JournalStore } from '../../../../src/core/apply/journal';
import type { RollBackPorts } from '../../../../src/core/apply/planRollBack';
import { checkPath } from '../../../../src/core/workspace/checkedPath';
import { sha256 } from '../../../../src/node/hash';
import { JournalFiles } from '../../../../src/node/journalFiles';
import { NodeWorkspace } from '../../../../src/node/nodeWorkspace';
import { NodeWriter } from '../../../../src/node/nodeWriter';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { WorkspaceLock } from '../../../../src/node/workspaceLock';
import { must } from '../../../kit/must';
import { readable } from '../../../kit/readable';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { findTestSeal } from '../../../kit/testSeal';

/** The real adapters over a temporary folder. */
export interface Applying {
  readonly workspace: TemporaryWorkspace;
  readonly writer: NodeWriter;
  readonly journal: JournalStore;
  readonly ports: RollBackPorts;
  /** A change of what stands there now; undefined deletes. A new file gets the mode that is given. */
  change(path: string, after: string | Uint8Array | undefined, mode?: number): Promise<FileChange>;
}

export async function applyingIn(given: Readonly<Record<string, string | Uint8Array>>): Promise<Applying> {
  const workspace = await TemporaryWorkspace.make(given);
  const writer = new NodeWriter(workspace.root);
  const files = new OwnFiles(workspace.root);
  const journal = new JournalFiles(files, new WorkspaceLock(files), findTestSeal, async () => false);
  const links = new NodeWorkspace(workspace.root, process.env);
  return {
    workspace,
    writer,
    journal,
    ports: { writer, journal, links, hash: sha256 },
    async change(path, after, mode) {
      const place = must(await checkPath(path, links));
      const before = readable(await writer.current(place));
      const bytes = typeof after === 'string' ? new TextEncoder().encode(after) : after;
      return { path: place, before, after: bytes && { bytes, mode: before?.mode ?? mode } };
    },
  };
}

export function requestOf(changes: readonly FileChange[]): ApplyRequest {
  return {
    id: 'tdflow_20260101_000000_000000.001-green-cart',
    sessionId: 'tdflow_20260101_000000_000000',
    component: 'cart',
    phase: 'green',
    at: '2026-01-01T00:00:00.000Z',
    changes,
  };
}
