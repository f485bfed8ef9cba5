import type { JournalEntry } from '../apply/journal';
import { isTestPath } from '../changes/phaseLock';
import type { InterfaceChange } from '../codebase/compareInterfaces';
import { compareInterfaces } from '../codebase/compareInterfaces';
import { measureCode } from '../codebase/measureCode';
import { publicInterface } from '../codebase/publicInterface';
import { grammarOfPath } from '../codebase/syntaxTrees';
import type { CodeChange } from '../verdict/judgeRefactor';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { Task } from './task';

interface ChangedFile {
  readonly path: string;
  /** Undefined where there is no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What a change did to code: to what others can use of it, and to what can be measured. Undefined when it touched none. */
export async function codeChange(
  task: Task,
  entry: JournalEntry | undefined,
  ports: Pick<Ports, 'reader' | 'links' | 'journal' | 'trees'>,
): Promise<CodeChange | undefined> {
  const files = await changedFiles(task, entry, ports);
  if (files.length === 0) return undefined;
  const measured = (which: 'before' | 'after') =>
    measureCode(
      files.flatMap(({ path, [which]: text }) => (text === undefined ? [] : [{ path, text }])),
      ports.trees,
    );
  return {
    interface: await interfaceChanges(files, ports),
    before: await measured('before'),
    after: await measured('after'),
    files: files.map(({ path }) => path),
  };
}

async function interfaceChanges(
  files: readonly ChangedFile[],
  ports: Pick<Ports, 'trees'>,
): Promise<readonly InterfaceChange[] | undefined> {
  const changes: InterfaceChange[] = [];
  for (const { path, before, after } of files) {
    const [old, now] = [
      await publicInterface(path, before ?? '', ports.trees),
      await publicInterface(path, after ?? '', ports.trees),
    ];
    if (old === undefined || now === undefined) return undefined;
    changes.push(...compareInterfaces(old, now));
  }
  return changes;
}

async function changedFiles(
  task: Task,
  entry: JournalEntry | undefined,
  ports: Pick<Ports, 'reader' | 'links' | 'journal'>,
): Promise<readonly ChangedFile[]> {
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const files: ChangedFile[] = [];
  const read = entry && (await ports.journal.readContents(entry));
  const contents = read?.ok ? read.value : undefined;
  for (const { path, before } of entry?.changes ?? []) {
    if (isTestPath(path, own) || grammarOfPath(path) === undefined) continue;
    const bytes = before === undefined ? undefined : contents?.get(before.hash);
    // Without the old text nothing can be held against it.
    if (before !== undefined && bytes === undefined) continue;
    const checked = await checkPath(path, ports.links);
    const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
    const after = file === undefined || file === 'unreadable' ? undefined : file.text;
    files.push({ path, before: bytes && new TextDecoder().decode(bytes), after });
  }
  return files;
}
