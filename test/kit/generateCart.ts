import type { Clock } from '../../src/core/lib/clock';
import { equipped } from '../../src/core/model/equipped';
import { KeyMemories } from '../../src/core/model/keyMemories';
import type { ModelProvider } from '../../src/core/model/provider';
import type { Generated } from '../../src/core/tdflow/generate';
import { generate } from '../../src/core/tdflow/generate';
import type { PhaseEvent } from '../../src/core/tdflow/phaseEvents';
import { sha256 } from '../../src/node/hash';
import { createSyntaxTrees } from '../../src/node/treeSitter';
import { memoryReader } from './memoryReader';
import { sampleTask } from './sampleTask';

export const PARTS = 'PART = "naïve ✓"\n\n\ndef half(total: int) -> int:\n    return total // 2\n';
export const CART = 'from src.parts import PART\n\n\nclass Cart:\n    def total(self) -> int:\n        return 0\n';
export const ANSWER = [
  'Here is the code.\n',
  `\`\`\`python:src/parts.py\n${PARTS}\`\`\`\n`,
  'And what uses it:\n',
  `\`\`\`python:src/cart.py\n${CART}\`\`\`\n`,
  'That is all.\n',
].join('');
export const WHOLE: Readonly<Record<string, string>> = { 'src/parts.py': PARTS, 'src/cart.py': CART };
export const REQUEST_TEXT = 'Write the cart.';

/** Waits that are over at once. */
export const hastyClock: Clock = {
  now: () => new Date('2026-01-02T03:04:05Z'),
  random: () => 0.5,
  sleep: async (_ms, signal) => signal.throwIfAborted(),
};
const trees = createSyntaxTrees();
const ports = {
  reader: memoryReader({}),
  links: { probe: async () => 'inside' as const },
  trees,
  hash: sha256,
  clock: hastyClock,
};

/** The service with what stands around it in both faces. */
export function asInTheFaces(service: ModelProvider): ModelProvider {
  const retry = { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 30_000 };
  return equipped(service, { retry, clock: hastyClock, memory: new KeyMemories(hastyClock).of('key') });
}

/** One GREEN generation of the sample's cart, up to the proposal. */
export async function generateCart(
  provider: ModelProvider,
  signal: AbortSignal,
  onEvent: (event: PhaseEvent) => void = () => {},
): Promise<Generated> {
  const task = await sampleTask('green', ports);
  const prompt = { system: 'You write code.', user: [REQUEST_TEXT], tokens: 10 };
  const running = generate({ task, prompt, provider }, ports, signal);
  for (;;) {
    const step = await running.next();
    if (step.done === true) return step.value;
    onEvent(step.value);
  }
}

export function textsOf({ changeSet }: Generated): Record<string, string> {
  return Object.fromEntries(changeSet.files.map((file) => [file.name, file.text]));
}
