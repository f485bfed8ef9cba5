import type { GraphFile } from '../../core/codebase/graph/graphFile';
import { NameTable } from '../../core/codebase/graph/nameTable';
import { NumberSlab } from '../../core/codebase/graph/numberSlab';
import { REASONS_LEFT_OUT } from '../../core/codebase/listing/whyLeftOut';
import { sha256 } from '../hash';
import { ByteReader, ByteWriter } from './bytes';
import type { IndexedFile } from './indexedFile';

const MAGIC = 'agentforge index\n';
/** Goes up with every change of the format, and of what is read from the sources. */
const VERSION = 2;
const HASH_BYTES = 32;
const NOTHING = new Uint8Array();

export interface StoredIndex {
  readonly files: ReadonlyMap<string, IndexedFile>;
  readonly names: NameTable;
}

/**
 * An index in one piece: what it is, its version, the SHA-256 of the rest, then the names and the files, which mean names by their
 * number. Names that no file has any more are left behind.
 */
export function encodeIndex({ files, names }: StoredIndex): Buffer {
  const body = new ByteWriter();
  const kept = new NameTable();
  const renumbered = (numbers: Uint32Array) => numbers.map((each) => kept.numberOf(names.names[each] ?? ''));
  const sorted = [...files.values()].sort((a, b) => (a.graph.path < b.graph.path ? -1 : 1));
  const entries = sorted.map((file) => ({
    file,
    defined: renumbered(file.graph.defined),
    used: renumbered(file.graph.used),
  }));
  body.number(kept.names.length);
  for (const name of kept.names) body.text(name);
  body.number(entries.length);
  for (const { file, defined, used } of entries) {
    const { mark, graph } = file;
    body.text(graph.path);
    body.number(mark.size);
    for (const each of [mark.modified, mark.changed, mark.inode]) body.float(each);
    body.text(file.hash);
    body.number(file.leftOut === undefined ? 0 : 1 + REASONS_LEFT_OUT.indexOf(file.leftOut));
    for (const list of [defined, used, graph.counts]) writeNumbers(body, list);
    for (const list of [graph.imports, graph.namespaces]) {
      body.number(list.length);
      for (const text of list) body.text(text);
    }
    body.number(file.outline === undefined ? 0 : 1);
    body.block(file.outline ?? NOTHING);
  }
  const bytes = body.finish();
  const whole = new ByteWriter();
  whole.text(MAGIC);
  whole.number(VERSION);
  whole.raw(Buffer.from(sha256(bytes), 'hex'));
  whole.raw(bytes);
  return whole.finish();
}

/** `names` is empty, and filled. Undefined for bytes of another version, and for any that are not as they were written. */
export function decodeIndex(bytes: Buffer, names = new NameTable()): StoredIndex | undefined {
  try {
    const head = new ByteReader(bytes);
    if (head.text() !== MAGIC || head.number() !== VERSION) return undefined;
    const start = headBytes();
    const body = bytes.subarray(start + HASH_BYTES);
    if (sha256(body) !== bytes.toString('hex', start, start + HASH_BYTES)) return undefined;
    return readBody(new ByteReader(body), names);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function headBytes(): number {
  const head = new ByteWriter();
  head.text(MAGIC);
  head.number(VERSION);
  return head.finish().length;
}

function readBody(body: ByteReader, names: NameTable): StoredIndex {
  const slab = new NumberSlab();
  for (let left = body.count(); left > 0; left--) names.numberOf(body.text());
  const files = new Map<string, IndexedFile>();
  for (let left = body.count(); left > 0; left--) {
    const path = body.text();
    const size = body.number();
    const mark = { size, modified: body.float(), changed: body.float(), inode: body.float() };
    const hash = body.text();
    const leftOut = REASONS_LEFT_OUT[body.number() - 1];
    const graph: GraphFile = {
      path,
      bytes: size,
      defined: readNumbers(body, slab),
      used: readNumbers(body, slab),
      counts: readNumbers(body, slab),
      imports: readTexts(body),
      namespaces: readTexts(body),
    };
    const hasOutline = body.number() === 1;
    const outline = body.block();
    files.set(path, { mark, hash, leftOut, graph, outline: hasOutline ? outline : undefined });
  }
  return { files, names };
}

function writeNumbers(body: ByteWriter, numbers: Uint32Array): void {
  body.number(numbers.length);
  for (const each of numbers) body.number(each);
}

function readNumbers(body: ByteReader, slab: NumberSlab): Uint32Array {
  const numbers = slab.take(body.count());
  for (let index = 0; index < numbers.length; index++) numbers[index] = body.number();
  return numbers;
}

function readTexts(body: ByteReader): readonly string[] {
  return Array.from({ length: body.count() }, () => body.text());
}
