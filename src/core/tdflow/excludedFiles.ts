import type { Omission } from '../context/contextBundle';
import type { FileChoice } from '../context/contextChoices';
import { isBelow, LEFT_OUT } from '../context/contextChoices';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';

const RULES = '.agentforgeignore';
/** Why a file is left out that the project names, for people. */
export const EXCLUDED = `named in ${RULES}`;

/**
 * Why no model may be shown a file, for people; undefined for one that may be shown. The project says it in `.agentforgeignore`, in the
 * way of `.gitignore`, and the user for single files and folders.
 */
export async function excludedFiles(
  { leftOut, pinned }: FileChoice,
  ports: Pick<Ports, 'reader' | 'links' | 'ignoring'>,
): Promise<(path: string) => string | undefined> {
  const path = await checkPath(RULES, ports.links);
  const file = path.ok ? await ports.reader.read(path.value) : undefined;
  const isIgnored = file === undefined || file === 'unreadable' ? () => false : ports.ignoring(file.text);
  const [files, own] = [new Set(leftOut), new Set(pinned)];
  const isLeftOut = (each: string) =>
    files.has(each) || (!own.has(each) && foldersOf(each).some((folder) => files.has(folder)));
  return (each) => (isIgnored(each) ? EXCLUDED : isLeftOut(each.normalize('NFC')) ? LEFT_OUT : undefined);
}

function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** So many are looked for. */
const MOST_LOOKED_FOR = 100;
const LISTED_PATHS = 5_000;

/** What the user leaves out and is not there: more likely a slip of the pen than a wish. */
export async function leftOutInVain(
  { leftOut }: Pick<FileChoice, 'leftOut'>,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly Omission[]> {
  if (leftOut.length === 0) return [];
  const listed = await ports.reader.list(LISTED_PATHS);
  const vain: Omission[] = [];
  for (const chosen of leftOut.slice(0, MOST_LOOKED_FOR)) {
    if (listed.some((path) => isBelow(path.normalize('NFC'), chosen))) continue;
    const path = await checkPath(chosen, ports.links);
    if (path.ok && (await ports.reader.read(path.value)) !== undefined) continue;
    vain.push({ what: chosen, tokens: 0, why: `${LEFT_OUT}, but no file of the project has that path` });
  }
  return vain;
}
