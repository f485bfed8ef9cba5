import { applyChanges } from '../../../src/core/apply/applyChanges';
import type { FileChange } from '../../../src/core/apply/fileChange';
import { fail } from '../../../src/core/lib/result';
import { OwnKeys } from '../../../src/core/model/ownKeys';
import type { RollBackPhasePorts } from '../../../src/core/tdflow/rollBackPhase';
import { lastApplied, recover, rollBackPhase } from '../../../src/core/tdflow/rollBackPhase';
import type { Session } from '../../../src/core/tdflow/session';
import { checkPath } from '../../../src/core/workspace/checkedPath';
import { AttemptFiles } from '../../../src/node/attemptFiles';
import { sha256 } from '../../../src/node/hash';
import { JournalFiles } from '../../../src/node/journalFiles';
import { NodeWorkspace } from '../../../src/node/nodeWorkspace';
import { NodeWriter } from '../../../src/node/nodeWriter';
import { OwnFiles } from '../../../src/node/ownFiles';
import { SessionFiles } from '../../../src/node/sessionFiles';
import { WorkspaceLock } from '../../../src/node/workspaceLock';
import { must } from '../must';
import { sampleComponent, sampleRecord, sampleSession } from '../sampleSession';
import { findTestSeal } from '../testSeal';
import type { Scenario } from './scenario';

/** Whether the writer of an entry is still at work; asked of the system when left away. */
type IsAtWork = () => Promise<boolean>;

export type Work = 'apply' | 'rollback' | 'recover';

export function portsOf(root: string, ...isAtWork: readonly IsAtWork[]): RollBackPhasePorts {
  const files = new OwnFiles(root);
  const lock = new WorkspaceLock(files);
  return {
    writer: new NodeWriter(root),
    journal: new JournalFiles(files, lock, findTestSeal, ...isAtWork),
    links: new NodeWorkspace(root, {}),
    hash: sha256,
    sessions: new SessionFiles(files, lock),
    attempts: new AttemptFiles(files, new OwnKeys(), findTestSeal),
    clock: { now: () => new Date('2026-01-02T00:00:00.000Z'), sleep: async () => undefined, random: () => 0.5 },
  };
}

/** Throws what the product gives as a problem. */
export async function doWork(
  root: string,
  work: Work,
  { changes }: Scenario,
  ...isAtWork: readonly IsAtWork[]
): Promise<void> {
  const ports = portsOf(root, ...isAtWork);
  if (work === 'recover') {
    for (const result of await recover(ports)) must(result);
  } else if (work === 'apply') {
    const planned: FileChange[] = [];
    for (const change of changes) planned.push(...(await plan(change, ports)));
    const request = {
      ...{ id: ENTRY, sessionId: sampleSession().id, component: 'cart', phase: 'green' as const },
      ...{ at: '2026-01-01T12:00:00.000Z', changes: planned },
    };
    const entry = must(await applyChanges(request, ports));
    must(await ports.journal.writeEntry({ ...entry, state: 'kept' }));
    must(await ports.sessions.update(reached(), (current) => current));
  } else {
    must(
      await rollBackPhase(
        must(await ports.sessions.read(sampleSession().id)),
        await lastApplied(reached(), ports),
        ports,
      ),
    );
  }
}

const ENTRY = `${sampleSession().id}.001-green-cart`;

/** The session after the apply. */
function reached(): Session {
  const green = sampleRecord({ journalEntry: ENTRY });
  return sampleSession({ components: [sampleComponent('cart', { status: 'green', phases: { green } })] });
}

async function plan(
  change: Scenario['changes'][number],
  { links, writer }: RollBackPhasePorts,
): Promise<readonly FileChange[]> {
  const path = must(await checkPath(change.path, links));
  const current = await writer.current(path);
  const unreadable = fail({ kind: 'file-unreadable', path: change.path, detail: '' });
  const before = current === 'unreadable' ? must<undefined>(unreadable) : current;
  switch (change.kind) {
    case 'create':
    case 'modify':
      return [{ path, before, after: { bytes: new TextEncoder().encode(change.text), mode: before?.mode } }];
    case 'delete':
      return [{ path, before, after: undefined }];
    case 'rename': {
      const to = must(await checkPath(change.to, links));
      return [
        { path, before, after: undefined },
        { path: to, before: undefined, after: before },
      ];
    }
  }
}
