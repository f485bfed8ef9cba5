import type { FileChoice } from '../../../core/context/contextChoices';
import type { Problem } from '../../../core/errors';
import { inParallel } from '../../../core/lib/inParallel';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { maskText } from '../../../core/model/maskText';
import { excludedFiles } from '../../../core/tdflow/excludedFiles';
import type { Ports } from '../../../core/tdflow/ports';
import { checkPath } from '../../../core/workspace/checkedPath';
import { encode } from '../../../core/workspace/textCodec';
import type { ScratchFolder } from '../../scratch/scratchFolder';
import { whyNotCopied } from './whyNotCopied';

export type CopyPorts = Pick<Ports, 'reader' | 'links' | 'ignoring' | 'findSecrets' | 'hash'>;

/** The texts of the files as they are in the copy, by path: line ends as LF, secrets masked. */
export type CopiedFiles = ReadonlyMap<string, string>;

const MOST_FILES = 20_000;
const MOST_CHARACTERS = 200_000_000;
const AT_ONCE = 32;
/** What its owner may run may be run in the copy. */
const EXECUTABLE = 0o100;

/**
 * Copies what a model may be shown of a project into a scratch folder: text files that git does not ignore, without those that
 * `.agentforgeignore` or the user leaves out, that are hidden, or whose names say that they hold secrets, and with other secrets masked
 * as in a prompt. Follows no link. Throws what the file system throws when it writes.
 */
export async function copyProject(
  { scratch, choice }: { readonly scratch: ScratchFolder; readonly choice: FileChoice },
  ports: CopyPorts,
  signal: AbortSignal,
): Promise<Result<CopiedFiles, Problem>> {
  const paths = await ports.reader.list(MOST_FILES + 1);
  if (paths.length > MOST_FILES) return tooMuch(`more than ${MOST_FILES} files`);
  const whyExcluded = await excludedFiles(choice, ports);
  const wanted = paths.filter((path) => whyNotCopied(path, 0) === undefined && whyExcluded(path) === undefined);
  const copied = new Map<string, string>();
  let characters = 0;
  await inParallel(wanted, AT_ONCE, async (path) => {
    if (signal.aborted || characters > MOST_CHARACTERS) return;
    const text = await copyFile(path, scratch, ports);
    if (text === undefined) return;
    copied.set(path, text);
    characters += text.length;
  });
  if (signal.aborted) return fail({ kind: 'cancelled' });
  return characters > MOST_CHARACTERS ? tooMuch(`more than ${MOST_CHARACTERS / 1_000_000} MB of text`) : ok(copied);
}

/** The text as it is in the copy; undefined for what is not copied. */
async function copyFile(
  path: string,
  scratch: ScratchFolder,
  { reader, links, findSecrets, hash }: CopyPorts,
): Promise<string | undefined> {
  const checked = await checkPath(path, links);
  if (!checked.ok || checked.value.real !== path) return undefined;
  const file = await reader.read(checked.value);
  const isRefused = (length: number) => whyNotCopied(path, length) !== undefined;
  // Before the masks too: to look for secrets in a very long text takes long.
  if (file === undefined || file === 'unreadable' || isRefused(file.text.length)) return undefined;
  const { text } = await maskText(file.text, findSecrets, { path, hash });
  const bytes = encode(text, file);
  if (isRefused(bytes.length)) return undefined;
  const mode = ((file.mode ?? 0) & EXECUTABLE) === 0 ? 'plain' : 'executable';
  await scratch.write(`project/${path}`, bytes, mode);
  return text;
}

function tooMuch(what: string): Result<never, Problem> {
  return fail({
    kind: 'writer-failed',
    detail: `the project has ${what}, too much for a copy to work in`,
    remedy: 'Name what is not needed in .agentforgeignore',
  });
}
