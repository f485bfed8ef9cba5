import { createHash } from 'node:crypto';

const BYTES = 16;

/** 128 bits of SHA-256 in hexadecimal: texts take less room than arrays, and are compared at once. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest().toString('hex', 0, BYTES);
}
