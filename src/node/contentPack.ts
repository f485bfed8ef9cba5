import { sha256 } from './hash';

const HASH_BYTES = 32;
const HEADER_BYTES = HASH_BYTES + 8;

/** Contents one after the other, each behind its SHA-256 (32 bytes) and its length (8 bytes, the highest first). */
export function packContents(contents: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [hash, bytes] of contents) {
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(hash, 'hex');
    header.writeBigUInt64BE(BigInt(bytes.length), HASH_BYTES);
    parts.push(header, bytes);
  }
  return Buffer.concat(parts);
}

/** The contents of a pack by their hash, without those that are not what it says. */
export function unpackContents(pack: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(pack.buffer, pack.byteOffset, pack.byteLength);
  const contents = new Map<string, Uint8Array>();
  for (let at = 0; at + HEADER_BYTES <= bytes.length; ) {
    const start = at + HEADER_BYTES;
    const end = start + Number(bytes.readBigUInt64BE(at + HASH_BYTES));
    const [hash, content] = [bytes.toString('hex', at, at + HASH_BYTES), bytes.subarray(start, end)];
    if (sha256(content) === hash) contents.set(hash, content);
    at = end;
  }
  return contents;
}
