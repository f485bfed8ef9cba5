import type { TextHash } from '../../proof/ledger/proofEntry';
import { checkPath } from '../../workspace/checkedPath';
import type { Ports } from '../ports';

/** As the ledger names a text: without its line ends and its byte order mark, which it has no more here. */
export function textHash(text: string, { hash }: Pick<Ports, 'hash'>): TextHash {
  return hash(new TextEncoder().encode(text));
}

/** The text of a file as it stands now, in an object, since a file may well say "unreadable"; undefined where there is none. */
export async function textOf(
  path: string,
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<{ readonly text: string } | 'unreadable' | undefined> {
  const checked = await checkPath(path, ports.links);
  if (!checked.ok) return 'unreadable';
  const file = await ports.reader.read(checked.value);
  return file === undefined || file === 'unreadable' ? file : { text: file.text };
}
