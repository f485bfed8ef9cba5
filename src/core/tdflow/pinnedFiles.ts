import type { Finding } from '../context/codebaseSearch';
import type { Omission } from '../context/contextBundle';
import { PINNED } from '../context/contextChoices';
import { whyNotShown } from '../context/whyNotShown';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';

/** More than these fit into no prompt. */
const MOST_PINNED = 100;
/** More than anything that is found has. */
const SCORE = 1_000_000;

/**
 * The files that the user pinned, as they are now, and those that cannot be shown. A file of any kind may be pinned, one that the index
 * leaves out too, but none whose name says that it holds secrets.
 * @param found what the index says of them: their outlines
 */
export async function pinnedFiles(
  paths: readonly string[],
  found: readonly Finding[],
  ports: Pick<Ports, 'reader' | 'links'> & { readonly whyExcluded: (path: string) => string | undefined },
): Promise<{ readonly findings: readonly Finding[]; readonly omitted: readonly Omission[] }> {
  const findings: Finding[] = [];
  const omitted: Omission[] = [];
  for (const path of paths.slice(0, MOST_PINNED)) {
    const checked = await checkPath(path, ports.links);
    const never = checked.ok ? whyNotShown(checked.value, ports.whyExcluded) : checked.problem;
    const file = checked.ok && never === undefined ? await ports.reader.read(checked.value) : undefined;
    const problem =
      never ?? (file === undefined ? 'it is not there' : file === 'unreadable' ? 'it cannot be read' : undefined);
    if (problem !== undefined || file === undefined || file === 'unreadable') {
      omitted.push({ what: path, tokens: 0, why: `${PINNED}, but ${problem ?? 'it cannot be read'}` });
      continue;
    }
    const { outline = '', inShort = '' } = found.find((each) => each.path === path) ?? {};
    findings.push({ path, score: SCORE, why: PINNED, outline, inShort, text: file.text });
  }
  return { findings, omitted };
}
