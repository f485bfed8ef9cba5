import { isTestPath } from '../changes/phaseLock';
import { languageOfPath } from '../codebase/language';
import type { Finding } from '../context/codebaseSearch';
import { isExampleLength } from '../context/contextFiles';
import { whyNotShown } from '../context/whyNotShown';
import type { WritingPhase } from '../phase';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import { writtenBefore } from './relatedCode';
import type { Task } from './task';

const LISTED_PATHS = 5_000;
const MOST_LOOKED_AT = 10;
/** So many of the best are held against each other. */
const MOST_COMPARED = 4;
/** Share of the best score from which a test is about as good an example. */
const ALIKE = 0.8;
const DAY_MS = 86_400_000;
/** A file that stands for its folder mostly passes on what others define. */
const FOLDER_FILE = /^(?:__init__|index|mod|lib|package-info)$/;

/**
 * One test and one file of code that show how this project writes, in the same language: the test that the codebase finds for the
 * component, else the nearest in the folder tree, and the nearest code. The same in every phase of a component, so that its prompts
 * begin alike. Deterministic.
 * @param found tests of the codebase that are like the one to be written, best first
 */
export async function chooseExamples(
  task: Task<WritingPhase>,
  found: readonly Finding[],
  ports: Pick<Ports, 'reader' | 'links' | 'runners'> & { readonly whyExcluded: (path: string) => string | undefined },
): Promise<readonly CheckedPath[]> {
  const { testPath, implementationPath } = task;
  const own = new Set([testPath.relative, implementationPath.relative, ...writtenBefore(task)]);
  const paths = (await ports.reader.list(LISTED_PATHS)).filter(
    (path) => !own.has(path) && languageOfPath(path) === task.language && ports.whyExcluded(path) === undefined,
  );
  const first = async (candidates: readonly string[]): Promise<readonly CheckedPath[]> => {
    let tooLong: CheckedPath | undefined;
    for (const path of candidates.slice(0, MOST_LOOKED_AT)) {
      const checked = await checkPath(path, ports.links);
      if (!checked.ok || whyNotShown(checked.value, ports.whyExcluded) !== undefined) continue;
      const file = await ports.reader.read(checked.value);
      if (file !== undefined && file !== 'unreadable' && isExampleLength(file.text)) return [checked.value];
      tooLong ??= checked.value;
    }
    return tooLong === undefined ? [] : [tooLong];
  };
  const tests = nearest(
    testPath.relative,
    paths.filter((path) => isTestPath(path)),
  );
  const code = nearest(
    implementationPath.relative,
    paths.filter((path) => !isTestPath(path)),
  );
  const usable = found.filter(
    ({ path, leftOut }) =>
      leftOut === undefined &&
      isTestPath(path) &&
      languageOfPath(path) === task.language &&
      ports.whyExcluded(path) === undefined,
  );
  return [...(await first([...(await likely(task, usable, ports)), ...tests])), ...(await first(code))];
}

/**
 * The tests that are found, those for the same runner first; of those that are about equally like the one to be written the one that was
 * written last, counted in days: how a project writes today is in its newest tests.
 */
async function likely(
  { testPath }: Task<WritingPhase>,
  found: readonly Finding[],
  { reader, links, runners }: Pick<Ports, 'reader' | 'links' | 'runners'>,
): Promise<readonly string[]> {
  const runnerOf = async (path: string) => {
    const runner = await runners.for(path);
    return runner.ok ? runner.value.name : undefined;
  };
  const own = await runnerOf(testPath.relative);
  const looked = await Promise.all(
    found.slice(0, MOST_COMPARED).map(async ({ path, score }) => {
      const checked = await checkPath(path, links);
      const file = checked.ok ? await reader.read(checked.value) : undefined;
      const modified = file === undefined || file === 'unreadable' ? 0 : (file.modified ?? 0);
      return { path, score, isSameRunner: (await runnerOf(path)) === own, day: Math.floor(modified / DAY_MS) };
    }),
  );
  const same = looked.filter(({ isSameRunner }) => isSameRunner);
  const others = looked.filter(({ isSameRunner }) => !isSameRunner);
  const isAlike = ({ score }: { readonly score: number }) => score >= ALIKE * (same[0]?.score ?? 0);
  const alike = same.filter(isAlike).sort((a, b) => b.day - a.day);
  const rest = same.filter((each) => !isAlike(each));
  return [
    ...[...alike, ...rest, ...others].map(({ path }) => path),
    ...found.slice(MOST_COMPARED).map(({ path }) => path),
  ];
}

function nearest(target: string, candidates: readonly string[]): readonly string[] {
  return candidates
    .map((path) => ({ path, shared: sharedFolders(path, target), isFolder: FOLDER_FILE.test(nameOf(path)) }))
    .sort((a, b) => b.shared - a.shared || Number(a.isFolder) - Number(b.isFolder) || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length - 1 && left[shared] === right[shared]) shared++;
  return shared;
}
