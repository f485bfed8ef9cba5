import type { Clock } from '../../src/core/lib/clock';
import { equipped } from '../../src/core/model/equipped';
import type { InteractionLog } from '../../src/core/model/interaction';
import { KeyMemories } from '../../src/core/model/keyMemories';
import type { MeasureStore } from '../../src/core/model/measure';
import { OwnKeys } from '../../src/core/model/ownKeys';
import type { ModelProvider } from '../../src/core/model/provider';
import { capsFrom } from '../../src/core/model/spending/caps';
import type { SpendingLedger } from '../../src/core/model/spending/ledger';
import { withInteractionLog } from '../../src/core/model/withInteractionLog';
import type { Generated } from '../../src/core/tdflow/generate';
import { generate } from '../../src/core/tdflow/generate';
import { answerTo } from '../../src/core/tdflow/growingAnswer';
import type { PhaseEvent } from '../../src/core/tdflow/phaseEvents';
import { sha256 } from '../../src/node/hash';
import { InteractionLogFile } from '../../src/node/interactionLogFile';
import { LedgerFiles } from '../../src/node/ledgerFiles';
import { MeasureFiles } from '../../src/node/measureFiles';
import { OwnFiles } from '../../src/node/ownFiles';
import { createSyntaxTrees } from '../../src/node/treeSitter';
import { UserJson } from '../../src/node/userJson';
import { MemoryLedger } from './memoryLedger';
import { memoryMeasures } from './memoryMeasures';
import { memoryReader } from './memoryReader';
import { ownState } from './ownState';
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

let chances = 0;

/** Waits that are over at once; no two chances are alike. */
export const hastyClock: Clock = {
  now: () => new Date('2026-01-02T03:04:05Z'),
  random: () => (chances++ % 1e6) / 1e6,
  sleep: async (_ms, signal) => signal.throwIfAborted(),
};
const trees = createSyntaxTrees();
const ports = {
  reader: memoryReader({}),
  links: { probe: async () => 'inside' as const },
  trees,
  hash: sha256,
  clock: hastyClock,
  ownKeys: new OwnKeys(),
};

/** What is kept of the requests of one user. */
export interface Books {
  readonly ledger: SpendingLedger;
  readonly measures: MeasureStore;
  readonly log: InteractionLog;
}

let users = 0;

/** The books of a new user, on disk as both faces keep them. */
export function booksOnDisk(): Books {
  const env = ownState(`cart ${users++}`);
  const files = new OwnFiles(env['XDG_STATE_HOME'] ?? '');
  return {
    ledger: new LedgerFiles(env, hastyClock),
    measures: new MeasureFiles(new UserJson(env, 'measures.json')),
    log: new InteractionLogFile(files, (problem) => {
      throw new Error(`the log cannot be written: ${JSON.stringify(problem)}`);
    }),
  };
}

export function booksInMemory(): Books {
  return { ledger: new MemoryLedger(), measures: memoryMeasures(), log: { add: async () => undefined } };
}

/** The service with what stands around it in both faces; the caps are there, and far away. */
export function asInTheFaces(service: ModelProvider, books = booksInMemory()): ModelProvider {
  const retry = { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 30_000 };
  const caps = capsFrom({ generation: 1_000_000, session: 1_000_000, day: 1_000_000 }, {});
  const provider = equipped(service, {
    ...{ retry, clock: hastyClock, memory: new KeyMemories(hastyClock).of('key') },
    spending: { caps, ledger: books.ledger, session: 's1' },
    measures: books.measures,
  });
  return withInteractionLog(provider, { log: books.log, clock: hastyClock, secrets: () => [] });
}

/** One GREEN generation of the sample's cart, up to the proposal. */
export async function generateCart(
  provider: ModelProvider,
  signal: AbortSignal,
  onEvent: (event: PhaseEvent) => void = () => {},
): Promise<Generated> {
  const task = await sampleTask('green', ports);
  const prompt = { system: 'You write code.', user: [REQUEST_TEXT], tokens: 10 };
  const running = generate({ task, prompt, provider, answer: answerTo(task, ports) }, ports, signal);
  for (;;) {
    const step = await running.next();
    if (step.done === true) return step.value;
    onEvent(step.value);
  }
}

export function textsOf({ changeSet }: Generated): Record<string, string> {
  return Object.fromEntries(changeSet.files.map((file) => [file.name, file.text]));
}
