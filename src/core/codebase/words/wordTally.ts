import type { GraphFile } from '../graph/graphFile';
import type { NameTable } from '../graph/nameTable';
import { NumberSlab } from '../graph/numberSlab';

/** What the graph keeps of the content of a file. */
export type FileWords = Omit<GraphFile, 'path' | 'bytes'>;

/** Says nothing of where it is from. */
const SHORTEST = 2;
const FIRST_SIZE = 1 << 12;
const decoder = new TextDecoder();

/** Takes what a reader finds in one file after the other, and counts the names that each uses and does not make itself. */
export class WordTally {
  /** By name number: how often it is used here, and whether it is the file's own. Empty between two files. */
  private counts = new Uint32Array(FIRST_SIZE);
  private own = new Uint8Array(FIRST_SIZE);
  private seen: number[] = [];
  private made: number[] = [];
  private defined = new Set<number>();
  private imports = new Set<string>();
  private namespaces: string[] = [];
  private readonly slab = new NumberSlab();

  constructor(private readonly names: NameTable) {}

  use(name: number): void {
    if (name >= this.counts.length) this.grow(name);
    if (this.counts[name] === 0) this.seen.push(name);
    (this.counts[name] as number)++;
  }

  /** The file gives the name a meaning of its own, which others do not see: what it says by it is no use. */
  bind(name: number): void {
    if (name >= this.own.length) this.grow(name);
    if (this.own[name] === 0) this.made.push(name);
    this.own[name] = 1;
  }

  define(name: number): void {
    this.bind(name);
    this.defined.add(name);
  }

  /**
   * @param module as the source names it
   * @param names what is taken from it, where that may be a module itself
   */
  addImport(module: string, names: readonly string[] = []): void {
    if (module !== '') this.imports.add([module, ...names].join(' '));
  }

  addTo(namespace: string): void {
    if (/[.\\]/.test(namespace)) this.namespaces.push(namespace);
  }

  finish(): FileWords {
    const used = this.seen.filter((name) => this.own[name] === 0 && (this.names.names[name]?.length ?? 0) >= SHORTEST);
    const words = {
      defined: this.kept([...this.defined]),
      used: this.kept(used),
      counts: this.kept(used.map((name) => this.counts[name] as number)),
      imports: this.imports.size === 0 ? NONE : [...this.imports],
      namespaces: this.namespaces.length === 0 ? NONE : this.namespaces,
    };
    for (const name of this.seen) this.counts[name] = 0;
    for (const name of this.made) this.own[name] = 0;
    this.seen = [];
    this.made = [];
    this.defined = new Set();
    this.imports = new Set();
    this.namespaces = [];
    return words;
  }

  private kept(numbers: readonly number[]): Uint32Array {
    const kept = this.slab.take(numbers.length);
    kept.set(numbers);
    return kept;
  }

  private grow(name: number): void {
    const size = Math.max(this.counts.length * 2, name + 1);
    const { counts, own } = this;
    this.counts = new Uint32Array(size);
    this.counts.set(counts);
    this.own = new Uint8Array(size);
    this.own.set(own);
  }
}

const NONE: readonly string[] = [];

export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
