import type { Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';

/** Of the documents of SPARC those that say what is built and how, the most telling first. */
const DOCUMENTS = ['Specification.md', 'Pseudocode.md', 'Architecture.md'];

/** The documents that belong to a SPARC specification, in its folder; none for any other. They need not be there. */
export async function documentsBeside(
  { dialect, path }: Pick<Specification, 'dialect' | 'path'>,
  { links }: Pick<Ports, 'links'>,
): Promise<readonly CheckedPath[]> {
  if (dialect !== 'sparc') return [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const checked = await Promise.all(
    DOCUMENTS.map((name) => `${folder}${name}`)
      .filter((each) => each !== path)
      .map((each) => checkPath(each, links)),
  );
  return checked.flatMap((each) => (each.ok ? [each.value] : []));
}
