import { ok } from '../../src/core/lib/result';
import type { FindSeal } from '../../src/node/seal';
import { Seal } from '../../src/node/seal';

/** A seal that needs no key on the machine. */
export const testSeal = new Seal(new Uint8Array(32).fill(7));

export const findTestSeal: FindSeal = async () => ok(testSeal);
