import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import type { WorkspaceReader } from '../workspace/workspace';
import type { Omission } from './contextBundle';
import type { ContextRequest, Gathered } from './contextRequest';
import { documentPart } from './documentPart';
import type { Candidate } from './fitToBudget';
import { whyNotShown, whyOwnNotShown } from './whyNotShown';

/** An example longer than this says less than it costs. */
const LONGEST_EXAMPLE_CHARACTERS = 24_000;

const UNREADABLE = 'it cannot be read';

/** What became of a file; undefined where there is nothing to show. */
type Found = Candidate | Omission | undefined;

/** Of each document the sections that matter to the component. */
export async function readDocuments(
  { documents, component, whyExcluded }: ContextRequest,
  reader: WorkspaceReader,
): Promise<Gathered> {
  const found: Found[] = [];
  for (const path of documents) {
    const excluded = whyNotShown(path, whyExcluded);
    if (excluded !== undefined) found.push(leftOut(path, excluded));
    const file = excluded === undefined ? await reader.read(path) : undefined;
    if (file === undefined || file === 'unreadable') continue;
    const [part, why] = [documentPart(file.text, component), 'a document of the architecture'];
    if (part !== undefined) found.push({ tag: 'documents', file: path.relative, ...part, why, need: 'optional' });
    else if (file.text.trim() !== '') {
      found.push(leftOut(path, `it is long, and no section of it names ${component.name}`));
    }
  }
  return gathered(found);
}

/** The tests and the code of the component. A problem when one that the phase needs cannot be shown. */
export async function readOwnFiles(
  request: ContextRequest,
  reader: WorkspaceReader,
): Promise<Result<Gathered, Problem>> {
  const found: Found[] = [];
  for (const wanted of wantedFiles(request)) {
    const read = await readWanted(wanted, request, reader);
    if (!read.ok) return read;
    found.push(read.value);
  }
  return ok(gathered(found));
}

async function readWanted(
  { path, tag, why, need }: WantedFile,
  { whyExcluded }: ContextRequest,
  reader: WorkspaceReader,
): Promise<Result<Found, Problem>> {
  const missed = (detail: string) => fail({ kind: 'file-unreadable', path: path.relative, detail } as const);
  const excluded = whyOwnNotShown(path, whyExcluded);
  if (excluded !== undefined) {
    const isMissed = need === 'required' && (await reader.read(path)) !== undefined;
    return isMissed ? missed(excluded) : ok(leftOut(path, excluded));
  }
  const file = await reader.read(path);
  if (file === undefined) return ok(undefined);
  if (file !== 'unreadable') return ok({ tag, file: path.relative, text: file.text, why, need });
  return need === 'required' ? missed('it is no text, or there is no permission') : ok(leftOut(path, UNREADABLE));
}

interface WantedFile {
  readonly path: CheckedPath;
  readonly tag: 'tests' | 'code';
  readonly why: string;
  readonly need: 'required' | 'optional';
}

function wantedFiles({ phase, mode, tests, implementationPath }: ContextRequest): readonly WantedFile[] {
  const testsAs = (why: string, need: WantedFile['need']) =>
    tests.map((path) => ({ path, tag: 'tests' as const, why, need }));
  const code = (why: string, need: WantedFile['need']) => [
    { path: implementationPath, tag: 'code' as const, why, need },
  ];
  switch (phase) {
    case 'red':
      return [
        ...testsAs('tests that are already there', mode === 'full' ? 'optional' : 'required'),
        ...code('the module under test as it stands', 'optional'),
      ];
    case 'green':
      return [...testsAs('the tests to pass', 'required'), ...code('the module as it stands', 'required')];
    case 'refactor':
      return [...testsAs('the tests that must stay green', 'required'), ...code('the code to improve', 'required')];
  }
}

/** Files that show how the project writes. */
export async function readExamples(
  { examples, whyExcluded }: ContextRequest,
  reader: WorkspaceReader,
): Promise<Gathered> {
  const found: Found[] = [];
  for (const path of examples) {
    const excluded = whyNotShown(path, whyExcluded);
    const file = excluded === undefined ? await reader.read(path) : undefined;
    if (excluded !== undefined) found.push(leftOut(path, excluded));
    else if (file === 'unreadable') found.push(leftOut(path, UNREADABLE));
    else if (file !== undefined && file.text.trim() !== '') found.push(exampleOf(path, file.text));
  }
  return gathered(found);
}

function exampleOf(path: CheckedPath, text: string): Candidate | Omission {
  if (!isExampleLength(text)) return leftOut(path, 'too long for an example');
  return { tag: 'examples', file: path.relative, text, why: 'shows how this project writes', need: 'optional' };
}

/** Whether a text is neither blank nor too long to be an example. */
export function isExampleLength(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_EXAMPLE_CHARACTERS;
}

function leftOut({ relative }: CheckedPath, why: string): Omission {
  return { what: relative, tokens: 0, why };
}

function gathered(found: readonly Found[]): Gathered {
  return {
    candidates: found.filter((each) => each !== undefined && 'tag' in each),
    omitted: found.filter((each) => each !== undefined && 'what' in each),
  };
}
