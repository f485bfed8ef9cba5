import { randomInt } from 'node:crypto';
import { buildGraph } from '../../core/codebase/graph/buildGraph';
import type { CodebaseGraph } from '../../core/codebase/graph/codebaseGraph';
import { NameTable } from '../../core/codebase/graph/nameTable';
import type { ReasonLeftOut } from '../../core/codebase/listing/whyLeftOut';
import { LEFT_OUT_WORDS, whyLeftOutByContent, whyLeftOutByName } from '../../core/codebase/listing/whyLeftOut';
import { isSourcePath } from '../../core/codebase/sourcePath';
import { outlineOf } from '../../core/codebase/symbols/outlineOf';
import { readSymbols } from '../../core/codebase/symbols/readSymbols';
import type { SyntaxTrees } from '../../core/codebase/syntaxTrees';
import { WordScanner } from '../../core/codebase/words/wordScanner';
import type { FileContent } from '../../core/context/findInGraph';
import { contentHash } from './contentHash';
import type { FileMark, IndexedFile } from './indexedFile';
import { isSameMark } from './indexedFile';
import { decodeIndex, encodeIndex } from './indexFormat';
import { markOf, PlainReader } from './plainFile';

const UNSAVED: FileMark = { size: 0, modified: 0, changed: 0, inode: 0 };
const NO_WORDS = {
  ...{ defined: new Uint32Array(), used: new Uint32Array(), counts: new Uint32Array() },
  ...{ imports: [], namespaces: [] },
};
/** A file that was written so shortly before it was read may be written once more without a later time. */
const CLOCK_STEP_MS = 2_000;

/**
 * What is known of the source files of a folder, held against the disk whenever it is asked: what has another time, size or place than
 * before is read again, what has another content is gone through again. The graph is made of words alone, which is quick; only what is
 * shown is parsed, when it is shown first.
 */
export class CodebaseIndex {
  private files: Map<string, IndexedFile> = new Map();
  /** Of unsaved texts, by path; they win over what is on the disk. */
  private unsaved: Map<string, IndexedFile> = new Map();
  private texts: ReadonlyMap<string, string> = new Map();
  private names = newNames();
  private scanner = new WordScanner(this.names);
  private graph: CodebaseGraph | undefined;
  private readonly reader = new PlainReader();
  /** How long it took to find out what `encode` has not been asked for yet, in milliseconds. */
  workNotKept = 0;

  constructor(
    private readonly root: string,
    private readonly trees: SyntaxTrees,
  ) {}

  /** Goes on from what `encode` gave; false, and from nothing, when it is not as it was. */
  decode(bytes: Buffer): boolean {
    const stored = decodeIndex(bytes, newNames());
    if (stored === undefined) return false;
    this.files = new Map(stored.files);
    this.names = stored.names;
    this.scanner = new WordScanner(this.names);
    this.graph = undefined;
    return true;
  }

  encode(): Buffer {
    this.workNotKept = 0;
    return encodeIndex({ files: this.files, names: this.names });
  }

  /**
   * Brings the index to what is there now; undefined when it was cancelled, and then it goes on from there the next time.
   * @param listed the files of the folder
   * @param texts of editors, by path, that are not saved
   */
  refresh(
    listed: readonly string[],
    texts: ReadonlyMap<string, string>,
    isCancelled: () => boolean,
  ): CodebaseGraph | undefined {
    const started = performance.now();
    const before = this.files;
    const changed = this.takeListed(listed);
    const moved = movedFrom(before);
    for (const [path, mark] of changed) {
      if (isCancelled()) break;
      this.put(path, this.indexedNow(path, mark, { known: before.get(path), moved }));
    }
    if (changed.size > 0) this.workNotKept += performance.now() - started;
    if (isCancelled()) return undefined;
    this.takeTexts(texts);
    this.graph ??= this.makeGraph();
    return this.graph;
  }

  /** A file as it is now; undefined for one that is gone. Of what is left out of the index nothing is shown but why. */
  async show(path: string): Promise<FileContent | undefined> {
    const unsaved = this.unsaved.get(path);
    const file = unsaved ?? this.files.get(path);
    if (file?.leftOut !== undefined) return { text: '', outline: '', leftOut: LEFT_OUT_WORDS[file.leftOut] };
    const bytes = this.bytesNow(path, file?.mark.size ?? 0);
    if (bytes === undefined) return undefined;
    // What is read next takes the same memory.
    const hash = contentHash(bytes);
    const text = bytes.toString('utf8');
    const outline = Buffer.from(file?.outline ?? (await this.outline(path, text)));
    const isIndexed = file !== undefined && file.outline === undefined && file.hash === hash;
    if (isIndexed) (unsaved === undefined ? this.files : this.unsaved).set(path, { ...file, outline });
    return { text: text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), outline: outline.toString('utf8') };
  }

  private bytesNow(path: string, size: number): Buffer | undefined {
    const text = this.texts.get(path);
    return text === undefined ? this.reader.read(`${this.root}/${path}`, size) : Buffer.from(text);
  }

  private async outline(path: string, text: string): Promise<Uint8Array> {
    const started = performance.now();
    const symbols = await readSymbols({ path, text }, this.trees);
    this.workNotKept += performance.now() - started;
    return Buffer.from(symbols === undefined ? '' : outlineOf(symbols));
  }

  /** Forgets what is no longer listed; gives what is new or not as it was, of which the old state stays for now. */
  private takeListed(listed: readonly string[]): ReadonlyMap<string, FileMark> {
    const before = this.files;
    const changed = new Map<string, FileMark>();
    this.files = new Map();
    for (const path of listed) {
      if (!isSourcePath(path)) continue;
      // Asked for each file of the folder: `join` would take half as long as the look at the disk.
      const mark = markOf(`${this.root}/${path}`);
      if (mark === undefined) continue;
      const known = before.get(path);
      if (known === undefined || !isSameMark(known.mark, mark)) changed.set(path, mark);
      if (known !== undefined) this.files.set(path, known);
    }
    if (this.files.size !== before.size) this.graph = undefined;
    return changed;
  }

  /** What is only touched or renamed is known by its content. */
  private indexedNow(
    path: string,
    mark: FileMark,
    { known, moved }: { readonly known: IndexedFile | undefined; readonly moved: FindMoved },
  ): IndexedFile | undefined {
    const why = whyLeftOutByName(path, mark.size);
    if (why !== undefined) return leftOutFile(path, settled(mark), why);
    const bytes = this.reader.read(`${this.root}/${path}`, mark.size);
    if (bytes === undefined) return undefined;
    const hash = contentHash(bytes);
    if (known?.hash === hash) return { ...known, mark: settled(mark) };
    const elsewhere = known === undefined ? moved(path, hash) : undefined;
    if (elsewhere !== undefined)
      return { ...elsewhere, mark: settled(mark), graph: { ...elsewhere.graph, path, bytes: mark.size } };
    return this.indexed(path, settled(mark), { bytes, hash });
  }

  private put(path: string, file: IndexedFile | undefined): void {
    if (file?.graph !== this.files.get(path)?.graph) this.graph = undefined;
    if (file === undefined) this.files.delete(path);
    else this.files.set(path, file);
  }

  private takeTexts(texts: ReadonlyMap<string, string>): void {
    this.texts = texts;
    const before = this.unsaved;
    const now = new Map<string, IndexedFile>();
    for (const [path, text] of texts) {
      if (!isSourcePath(path)) continue;
      const bytes = Buffer.from(text);
      const hash = contentHash(bytes);
      const known = before.get(path);
      const mark = { ...UNSAVED, size: bytes.length };
      now.set(path, known?.hash === hash ? known : this.indexed(path, mark, { bytes, hash }));
    }
    const isSame = now.size === before.size && [...now].every(([path, file]) => before.get(path) === file);
    if (!isSame) this.graph = undefined;
    this.unsaved = now;
  }

  private indexed(
    path: string,
    mark: FileMark,
    { bytes, hash }: { readonly bytes: Buffer; readonly hash: string },
  ): IndexedFile {
    const leftOut = whyLeftOutByContent(bytes);
    const words = leftOut === undefined ? this.scanner.scan(path, bytes) : NO_WORDS;
    return { mark, hash, leftOut, outline: undefined, graph: { path, bytes: mark.size, ...words } };
  }

  private makeGraph(): CodebaseGraph {
    const files = new Map([...this.files, ...this.unsaved]);
    return buildGraph(
      [...files.values()].map(({ graph }) => graph),
      this.names,
    );
  }
}

function newNames(): NameTable {
  return new NameTable(randomInt(2 ** 32));
}

function leftOutFile(path: string, mark: FileMark, leftOut: ReasonLeftOut): IndexedFile {
  return { mark, hash: '', leftOut, outline: undefined, graph: { path, bytes: mark.size, ...NO_WORDS } };
}

/** What was written right now is looked at again the next time. */
function settled(mark: FileMark): FileMark {
  return Date.now() - Math.max(mark.modified, mark.changed) < CLOCK_STEP_MS ? { ...mark, modified: 0 } : mark;
}

type FindMoved = (path: string, hash: string) => IndexedFile | undefined;

/** Finds what is known by its content, for files that were renamed or copied; looked through at the first question. */
function movedFrom(files: ReadonlyMap<string, IndexedFile>): FindMoved {
  if (files.size === 0) return () => undefined;
  let byContent: ReadonlyMap<string, IndexedFile> | undefined;
  return (path, hash) => {
    byContent ??= new Map([...files].map(([each, file]) => [contentKey(each, file.hash), file]));
    return byContent.get(contentKey(path, hash));
  };
}

/** What a text means depends on the ending of its name too. */
function contentKey(path: string, hash: string): string {
  return `${/\.[^./]*$/.exec(path)?.[0] ?? ''} ${hash}`;
}
