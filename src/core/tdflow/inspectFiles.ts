import type { ProposedFile } from '../changes/changeSet';
import { checkFile } from '../changes/checks/checkFile';
import type { WritingPhase } from '../phase';
import type { ContractSource } from '../testcontract/readTestContract';
import { contractFiles } from './contractFiles';
import { findConcerns } from './findConcerns';
import type { Ports } from './ports';
import type { Task } from './task';

/** A file as it would be written. */
interface LookedAt {
  readonly file: ProposedFile;
  /** Whether its checks are those of its text. */
  readonly isChecked: boolean;
}

/** Gives files that would be written together with what is found in them as they are. Never refuses one. */
export type InspectFiles = (files: readonly LookedAt[]) => Promise<readonly ProposedFile[]>;

/** Looks at files as often as it is asked to; the tests that they are held against are read once. */
export function fileInspector(
  task: Task<WritingPhase>,
  ports: Pick<Ports, 'reader' | 'links' | 'trees' | 'ownKeys'>,
): InspectFiles {
  let tests: Promise<readonly ContractSource[]> | undefined;
  return async (looked) => {
    tests ??= task.phase === 'red' ? Promise.resolve([]) : contractFiles(task, ports);
    const files = looked.map(({ file }) => file);
    const concernsOf = await findConcerns({ task, files, tests: await tests }, ports);
    return Promise.all(
      looked.map(async ({ file, isChecked }) => {
        const checks = isChecked ? file.checks : await checkFile(file, ports);
        return { ...file, concerns: concernsOf(file), checks };
      }),
    );
  };
}

/**
 * What a file has that stops a person before it is written, and that was not there when they saw it: contract changes, ways around
 * the tests, warnings. One sentence each, without its full stop; where it stands is no matter.
 */
export function newsIn(file: ProposedFile, seen: ProposedFile): readonly string[] {
  const known = new Set(graveThings(seen).map(([key]) => key));
  return graveThings(file).flatMap(([key, sentence]) => (known.has(key) ? [] : [sentence]));
}

function graveThings({ concerns, checks = [] }: ProposedFile): readonly (readonly [key: string, sentence: string])[] {
  const decisive = (concerns?.workarounds ?? []).filter(({ weight }) => weight === 'decide');
  const warnings = checks.filter(({ weight }) => weight === 'warning');
  return [
    ...[...(concerns?.contract ?? []), ...decisive].map(
      ({ kind, line, detail }) => [`${kind}: ${detail}`, `line ${line}: ${detail}`] as const,
    ),
    ...warnings.map(({ kind, line, detail }) => {
      // The words on an error of syntax change with what is typed anywhere near it.
      const key = kind === 'syntax' ? kind : `${kind}: ${detail}`;
      return [key, line === undefined ? detail : `line ${line}: ${detail}`] as const;
    }),
  ];
}
