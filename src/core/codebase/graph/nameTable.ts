const FIRST_SIZE = 1 << 12;
const FNV_PRIME = 16_777_619;
const ASCII = 128;
const decoder = new TextDecoder();

/** Numbers for names, from 0 in the order in which they come. Names in bytes are found without making a text of each. */
export class NameTable {
  private readonly byNumber: string[] = [];
  /** By place: the number and one, 0 where nothing is. */
  private places = new Uint32Array(FIRST_SIZE);
  /** By number. */
  private hashes = new Uint32Array(FIRST_SIZE / 2);

  /** @param seed a random number, or a text could be made beforehand of names that all fall on one place */
  constructor(private readonly seed = 0) {}

  get names(): readonly string[] {
    return this.byNumber;
  }

  numberOf(name: string): number {
    const hash = hashOf(name, this.seed);
    return this.placed(name, hash) ?? this.add(name, hash);
  }

  /** Words between blanks, each by its number. */
  byNumberOf(words: string): ReadonlyMap<number, string> {
    return new Map(words.split(' ').map((word) => [this.numberOf(word), word]));
  }

  find(name: string): number | undefined {
    return this.placed(name, hashOf(name, this.seed));
  }

  /** The number of the name that these bytes are in UTF-8. */
  numberOfBytes(bytes: Uint8Array, start: number, end: number): number {
    let hash = this.seed;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte >= ASCII) return this.numberOf(decoder.decode(bytes.subarray(start, end)));
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    hash = spread(hash);
    const mask = this.places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = (this.places[place] as number) - 1;
      if (number < 0) return this.add(asciiOf(bytes, start, end), hash);
      if (this.hashes[number] === hash && isSame(this.byNumber[number] as string, bytes, start, end)) return number;
    }
  }

  private placed(name: string, hash: number): number | undefined {
    const mask = this.places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = (this.places[place] as number) - 1;
      if (number < 0) return undefined;
      if (this.hashes[number] === hash && this.byNumber[number] === name) return number;
    }
  }

  private add(name: string, hash: number): number {
    const number = this.byNumber.length;
    if (number === this.hashes.length) this.grow();
    this.byNumber.push(name);
    this.hashes[number] = hash;
    this.put(number, hash);
    return number;
  }

  private put(number: number, hash: number): void {
    const mask = this.places.length - 1;
    let place = hash & mask;
    while (this.places[place] !== 0) place = (place + 1) & mask;
    this.places[place] = number + 1;
  }

  private grow(): void {
    const { hashes } = this;
    this.hashes = new Uint32Array(hashes.length * 2);
    this.hashes.set(hashes);
    this.places = new Uint32Array(this.places.length * 2);
    for (const [number, hash] of hashes.entries()) this.put(number, hash);
  }
}

function hashOf(name: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), FNV_PRIME);
  return spread(hash);
}

/** So that each bit tells of all of them. */
function spread(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x85_eb_ca_6b);
  return (once ^ (once >>> 13)) >>> 0;
}

function isSame(name: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = start; at < end; at++) if (name.charCodeAt(at - start) !== bytes[at]) return false;
  return true;
}

function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}
