import type { ChangeSet } from '../changes/changeSet';
import { rebaseFile } from '../changes/rebaseFile';
import type { WritingPhase } from '../phase';
import type { CopiedPrompt, ReaderAsOf } from './copiedPrompt';
import type { Ports } from './ports';
import type { Task } from './task';

/** An answer that a person brought. */
export interface PastedAnswer {
  /** With what of it was brought before. */
  readonly text: string;
  /** The prompt that it names; undefined when it names none that is known here. */
  readonly copied: CopiedPrompt | undefined;
  /** Paths of the files that were brought whole before, in an answer that broke off, and did not come again. */
  readonly joined: readonly string[];
}

/**
 * What a pasted answer proposes, for the files as they are now: it was written about those of its prompt. Says which have changed since,
 * and which file is missing in it.
 */
export async function settlePasted(
  task: Task<WritingPhase>,
  changes: ChangeSet,
  { joined, asOf }: Pick<PastedAnswer, 'joined'> & { readonly asOf: ReaderAsOf | undefined },
  { reader }: Pick<Ports, 'reader'>,
): Promise<ChangeSet> {
  const files = await Promise.all(
    changes.files.map(async (file) =>
      file.path === undefined || file.refusal !== undefined ? file : rebaseFile(file, await reader.read(file.path)),
    ),
  );
  const names = new Set([...files.map(({ name }) => name), ...changes.unchanged]);
  const wanted = task.phase === 'red' ? task.testPath.relative : task.implementationPath.relative;
  const stale = [...(asOf?.stale ?? [])].sort();
  const notes = [
    ...(joined.length === 0
      ? []
      : [
          `brought before, in an answer to the same prompt that broke off: ${joined.join(', ')}; reject what is out of date, or copy the prompt again to begin anew`,
        ]),
    ...(stale.length === 0
      ? []
      : [
          `changed since the prompt was copied: ${stale.join(', ')}; what you wrote stays, and the proposal is made one about it`,
        ]),
    ...(names.has(wanted) ? [] : [`${wanted} is missing in the answer: ask the chat for it when it was to change`]),
  ];
  return { ...changes, files, notes: [...changes.notes, ...notes] };
}
