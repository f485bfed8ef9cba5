import type { FileFacts } from '../../core/codebase/discovery/fileFacts';
import type { Manifest } from '../../core/codebase/discovery/manifests/manifest';
import { isManifest, readManifest } from '../../core/codebase/discovery/manifests/readManifest';
import { readFacts } from '../../core/codebase/discovery/scan/readFacts';
import { whyLeftOutByContent, whyLeftOutByName } from '../../core/codebase/listing/whyLeftOut';
import { looksLikeTest } from '../../core/codebase/looksLikeTest';
import { isSourcePath } from '../../core/codebase/sourcePath';
import type { Environment } from '../environment';
import { readXml } from '../runners/readXml';
import { contentHash } from './contentHash';
import type { KeptFacts } from './factsFile';
import { FactsFile } from './factsFile';
import type { FileMark } from './indexedFile';
import { isSameMark } from './indexedFile';
import { listFiles } from './listFiles';
import { markOf, PlainReader } from './plainFile';

/** More files than this are nobody's work. */
const MOST_FILES = 1_000_000;
/** On average, in bytes. */
const SHORTEST_LONG_LINES = 200;
/** Where it is said that a tool made a file; more than enough. */
const HEAD = 2_000;
const LONGEST_MANIFEST = 1_000_000;
/** A file that was written so shortly before it was read may be written once more without a later time. */
const CLOCK_STEP_MS = 2_000;
/** What is in them was written elsewhere, or to be tested with. */
const NOT_OURS = /(?:^|\/)(?:fixtures?|__fixtures__|testdata|vendor|third[-_]party|node_modules)\//i;
/** Projects in them are no part of the project. */
const SHOWS = /(?:^|\/)(?:examples?|samples?)\//i;

/** What the files of a folder tell. */
export interface CollectedFacts {
  /** All that are listed, sorted. */
  readonly paths: readonly string[];
  /** Of source files that are not left out, by path. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly manifests: readonly Manifest[];
  /** Source files that are left out: made by a tool, minified, huge, written elsewhere. */
  readonly leftOut: number;
  /** Those that had to be read this time. */
  readonly read: number;
}

/** What is looked at, and how it is told about. */
export interface Collecting {
  /** Absolute. */
  readonly root: string;
  readonly environment: Environment;
  readonly isCancelled: () => boolean;
  readonly onProgress: (done: number, all: number) => void;
}

/** Reads what is new or not as it was since the last time; undefined when it was cancelled. Blocks its thread while it reads. */
export async function collectFacts({
  root,
  environment,
  isCancelled,
  onProgress,
}: Collecting): Promise<CollectedFacts | undefined> {
  const file = new FactsFile(root, environment);
  const [paths, before] = await Promise.all([listFiles(root, environment, MOST_FILES), file.read()]);
  const all = paths.filter(isSourcePath);
  const sources = all.filter((path) => !NOT_OURS.test(path));
  const reader = new PlainReader();
  const now = new Map<string, KeptFacts>();
  let read = 0;
  let hasChanged = sources.length !== before.size;
  for (const [index, path] of sources.entries()) {
    if (index % 256 === 0) {
      onProgress(index, sources.length);
      if (isCancelled()) return undefined;
    }
    const mark = markOf(`${root}/${path}`);
    if (mark === undefined) {
      hasChanged ||= before.has(path);
      continue;
    }
    const known = before.get(path);
    if (known !== undefined && isSameMark(known.mark, mark)) {
      now.set(path, known);
      continue;
    }
    hasChanged = true;
    read++;
    now.set(path, lookAt({ root, reader }, path, { mark, known }));
  }
  if (hasChanged) await file.write(now);
  const facts = new Map<string, FileFacts>();
  for (const [path, { facts: own }] of now) if (own !== undefined) facts.set(path, own);
  const manifests = manifestsIn({ root, isCancelled }, paths, reader);
  if (manifests === undefined) return undefined;
  return { paths, facts, manifests, leftOut: all.length - facts.size, read };
}

function lookAt(
  { root, reader }: { readonly root: string; readonly reader: PlainReader },
  path: string,
  { mark, known }: { readonly mark: FileMark; readonly known: KeptFacts | undefined },
): KeptFacts {
  const settled = Date.now() - Math.max(mark.modified, mark.changed) < CLOCK_STEP_MS ? { ...mark, modified: 0 } : mark;
  if (whyLeftOutByName(path, mark.size) !== undefined) return { mark: settled, hash: '', facts: undefined };
  const bytes = reader.read(`${root}/${path}`, mark.size);
  if (bytes === undefined) return { mark: settled, hash: '', facts: undefined };
  const hash = contentHash(bytes);
  if (known !== undefined && known.hash === hash) return { ...known, mark: settled };
  const facts = readFacts(path, bytes.toString('utf8'));
  return { mark: settled, hash, facts: facts !== undefined && isOurs(bytes, facts.lines) ? facts : undefined };
}

/** What is cheap to see first: of most files nobody has to ask more. */
function isOurs(bytes: Buffer, lines: number): boolean {
  const isPlain =
    bytes.length <= SHORTEST_LONG_LINES * lines &&
    !bytes.includes(0) &&
    !/generated/i.test(bytes.toString('latin1', 0, HEAD));
  return isPlain || whyLeftOutByContent(bytes) === undefined;
}

/** They are few, and read each time; undefined when it was cancelled. */
function manifestsIn(
  { root, isCancelled }: Pick<Collecting, 'root' | 'isCancelled'>,
  paths: readonly string[],
  reader: PlainReader,
): readonly Manifest[] | undefined {
  const found: Manifest[] = [];
  for (const path of paths) {
    if (!isManifest(path) || looksLikeTest(path) || NOT_OURS.test(path) || SHOWS.test(path)) continue;
    if (isCancelled()) return undefined;
    const size = markOf(`${root}/${path}`)?.size ?? Number.POSITIVE_INFINITY;
    const bytes = size > LONGEST_MANIFEST ? undefined : reader.read(`${root}/${path}`, size);
    const manifest = bytes && readManifest(path, bytes.toString('utf8'), readXml);
    if (manifest !== undefined) found.push(manifest);
  }
  return found;
}
