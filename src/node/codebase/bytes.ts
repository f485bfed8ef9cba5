const FIRST_SIZE = 1 << 16;
const MORE = 128;

/** Writes numbers and texts one after the other. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(FIRST_SIZE);
  private at = 0;

  /** A whole number from 0 to 2^53, short when it is small. */
  number(value: number): void {
    this.room(8);
    let rest = value;
    while (rest >= MORE) {
      this.bytes[this.at++] = (rest % MORE) + MORE;
      rest = Math.floor(rest / MORE);
    }
    this.bytes[this.at++] = rest;
  }

  float(value: number): void {
    this.room(8);
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  block(block: Uint8Array): void {
    this.number(block.length);
    this.raw(block);
  }

  text(text: string): void {
    this.block(Buffer.from(text));
  }

  raw(block: Uint8Array): void {
    this.room(block.length);
    this.bytes.set(block, this.at);
    this.at += block.length;
  }

  finish(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private room(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + size));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}

/** Reads what a `ByteWriter` wrote. Bytes that it cannot have written end in a RangeError. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= MORE) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || factor > 2 ** 49) throw new RangeError('a number has no end');
      if (byte < MORE) return value + byte * factor;
      value += (byte - MORE) * factor;
    }
  }

  /** A number of things of which each takes a byte at least. */
  count(): number {
    const count = this.number();
    if (count > this.bytes.length - this.at) throw new RangeError('there are not so many');
    return count;
  }

  float(): number {
    const value = this.bytes.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  /** A view, no copy. */
  block(): Buffer {
    const length = this.count();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    return this.block().toString('utf8');
  }
}
