// A day of generations in a process of its own, so that its memory can be measured:
//   node --expose-gc --import tsx test/kit/generateOften.ts URL WARM_UP COUNT
// Prints one line of JSON: what the process held after the warm-up and at the end, how many generations were complete, what they cost.
import { setImmediate } from 'node:timers/promises';
import type { Spent } from '../../src/core/model/spending/ledger';
import { spentIn } from '../../src/core/model/spending/ledger';
import { createAnthropicProvider } from '../../src/node/models/claude/anthropicProvider';
import { asInTheFaces, booksOnDisk, generateCart } from './generateCart';

/** What is printed. */
export interface Often {
  readonly before: Held;
  readonly after: Held;
  readonly complete: number;
  readonly spent: Spent;
}

interface Held {
  /** Bytes of the heap and of buffers outside it, after the garbage is gone. */
  readonly bytes: number;
  /** Timers, sockets and other handles by kind, those of the process itself included. */
  readonly handles: readonly string[];
}

/** Generations of one user. */
const ONE_USER = 50;

async function generateOften(url: string, warmUp: number, count: number): Promise<void> {
  const service = createAnthropicProvider({ apiKey: 'test', model: 'claude-sonnet-5-5', baseUrl: url });
  let books = booksOnDisk();
  let provider = asInTheFaces(service, books);
  let complete = 0;
  const generate = async (number: number) => {
    // A ledger is read as a whole: what that takes is not to hide what else is held.
    if (number % ONE_USER === 0) {
      books = booksOnDisk();
      provider = asInTheFaces(service, books);
    }
    const generated = await generateCart(provider, new AbortController().signal);
    if (generated.changes.ok) complete++;
  };
  for (let index = 0; index < warmUp; index++) await generate(index);
  const before = await held();
  for (let index = 0; index < count; index++) await generate(index);
  const after = await held();
  const often: Often = { before, after, complete, spent: spentIn(await books.ledger.read(), () => true) };
  console.log(JSON.stringify(often));
}

async function held(): Promise<Held> {
  for (let round = 0; round < 5; round++) {
    await setImmediate();
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return { bytes: heapUsed + external, handles: process.getActiveResourcesInfo().sort() };
}

const [url = '', warmUp, count] = process.argv.slice(2);
void generateOften(url, Number(warmUp), Number(count));
