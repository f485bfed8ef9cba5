import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ApplyRequest } from '../../src/core/apply/applyChanges';
import { applyChanges } from '../../src/core/apply/applyChanges';
import type { FileChange } from '../../src/core/apply/fileChange';
import type { JournalEntry } from '../../src/core/apply/journal';
import { rollBack } from '../../src/core/apply/rollBack';
import { checkPath } from '../../src/core/workspace/checkedPath';
import { must } from '../kit/must';
import { nodePorts } from '../kit/nodePorts';
import { readable } from '../kit/readable';
import type { Round } from './benchRow';

const FILES = 500;
const IN_ONE_FOLDER = 20;
const ROUNDS = 9;

/** 500 existing files of about 1 KB in 25 folders, and what each is to become. */
interface ManyFiles {
  readonly root: string;
  /** Absolute path and new text. */
  readonly wanted: ReadonlyMap<string, string>;
  /** Applies the texts as the command line does: journal, writes, record. Gives milliseconds. */
  apply(): Promise<{ readonly ms: number; readonly entry: JournalEntry }>;
  rollBack(entry: JournalEntry): Promise<number>;
}

/** Several rounds on fresh files each, warmed up; ours and the peer take turns at being first. */
export async function roundsOf(
  measure: (files: () => Promise<ManyFiles>, oursFirst: boolean) => Promise<Round>,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const made: ManyFiles[] = [];
    const fresh = async () => {
      const files = await manyFiles();
      made.push(files);
      return files;
    };
    try {
      const measured = await measure(fresh, round % 2 === 0);
      if (round > 0) rounds.push(measured);
    } finally {
      for (const { root } of made) await rm(root, { recursive: true, force: true });
    }
  }
  return rounds;
}

export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function manyFiles(): Promise<ManyFiles> {
  const root = await mkdtemp(join(tmpdir(), 'agentforge-bench-'));
  const ports = nodePorts(root);
  const wanted = new Map<string, string>();
  const changes: FileChange[] = [];
  for (let index = 0; index < FILES; index++) {
    const relative = `src/part${Math.floor(index / IN_ONE_FOLDER)}/file${index}.py`;
    const path = join(root, relative);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, textOf(index, 'before'));
    wanted.set(path, textOf(index, 'after'));
    const place = must(await checkPath(relative, ports.links));
    const before = readable(await ports.writer.current(place));
    assert.ok(before);
    changes.push({ path: place, before, after: { ...before, bytes: Buffer.from(textOf(index, 'after')) } });
  }
  const request: ApplyRequest = {
    id: 'tdflow_20260101_000000_000000.001-green-cart',
    sessionId: 'tdflow_20260101_000000_000000',
    component: 'cart',
    phase: 'green',
    at: '2026-01-01T00:00:00.000Z',
    changes,
  };
  return {
    root,
    wanted,
    async apply() {
      let entry: JournalEntry | undefined;
      const ms = await millisecondsOf(async () => {
        entry = must(await applyChanges(request, ports));
        must(await ports.journal.writeEntry({ ...entry, state: 'kept' }));
      });
      assert.ok(entry);
      return { ms, entry };
    },
    rollBack: (entry) => millisecondsOf(async () => must(await rollBack(entry, ports))),
  };
}

function textOf(index: number, when: string): string {
  return Array.from({ length: 30 }, (_, line) => `value_${line} = ${index * line}  # ${when}\n`).join('');
}
