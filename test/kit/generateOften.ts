// A day of generations in a process of its own, so that its memory can be measured:
//   node --expose-gc --import tsx test/kit/generateOften.ts URL WARM_UP COUNT
// Prints one line of JSON: what the process held after the warm-up and at the end, and how many generations were complete.
import { setImmediate } from 'node:timers/promises';
import { createAnthropicProvider } from '../../src/node/models/claude/anthropicProvider';
import { asInTheFaces, generateCart } from './generateCart';

export interface Held {
  /** Bytes of the heap and of buffers outside it, after the garbage is gone. */
  readonly bytes: number;
  /** Timers, sockets and other handles by kind, those of the process itself included. */
  readonly handles: readonly string[];
}

async function generateOften(url: string, warmUp: number, count: number): Promise<void> {
  const provider = asInTheFaces(createAnthropicProvider({ apiKey: 'test', model: 'claude-sonnet-5-5', baseUrl: url }));
  let complete = 0;
  const generate = async () => {
    const generated = await generateCart(provider, new AbortController().signal);
    if (generated.changes.ok) complete++;
  };
  for (let index = 0; index < warmUp; index++) await generate();
  const before = await held();
  for (let index = 0; index < count; index++) await generate();
  console.log(JSON.stringify({ before, after: await held(), complete }));
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
