import { parseDocument } from 'yaml';
import { lintSpecification } from '../../../src/core/spec/lintSpecification';
import { loadSpecification } from '../../../src/core/spec/loadSpecification';
import type { Round } from '../benchRow';
import { largeSpecification, REQUIREMENTS } from '../largeSpecification';

export const name = 'specification of 5,000 lines and 400 requirements: read, checked, linted';
export const peer = 'the bare YAML parse';
export const unit = 'ms';

const ROUNDS = 9;
const SETTINGS = { vagueWords: [], allowedWords: [] };

/** What is done at a pause in typing. The first two rounds warm up. */
export async function run(): Promise<readonly Round[]> {
  const text = largeSpecification();
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const peer = timeOf(() => parseDocument(text));
    const ours = timeOf(() => read(text));
    if (round > 1) rounds.push({ ours, peer });
  }
  return rounds;
}

function read(text: string): void {
  const loaded = loadSpecification({ text, path: 'specs/large.yaml', hash: '' });
  if (!loaded.ok) throw new Error('the specification cannot be read');
  const { requirements } = loaded.value.specification;
  if (requirements.length !== REQUIREMENTS) throw new Error(`${requirements.length} requirements were read`);
  lintSpecification(text, requirements, SETTINGS);
}

function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
