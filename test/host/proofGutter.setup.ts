import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { must } from '../kit/must';
import { nodePorts } from '../kit/nodePorts';
import { sampleComponent, sampleSession } from '../kit/sampleSession';

const SPECIFICATION = `# Counter

## Component: counter

- Location: \`counter.js\`
- Tests: \`counter.test.js\`

### Requirements
- **FR-1**: Counts what it is given.
- **FR-2**: Forgets when it is cleared.
`;
const CODE = `export const count = (word) => {
  if (word === '') {
    return 0;
  }
  return word.length;
};
export const clear = () => {
  return 0;
};
export const never = () => {
  return 1;
};
`;
const TESTS = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clear, count } from './counter.js';

test('FR-1: counts a word', () => {
  assert.equal(count('a'), 1);
});
test('clears', () => {
  assert.equal(clear(), 0);
});
`;

/** A session over code and tests that are there, of which nothing was verified yet. */
export async function setup(workspace: string): Promise<HostSetup> {
  await mkdir(path.join(workspace, 'architecture'));
  for (const [file, text] of [
    ['package.json', '{ "type": "module", "scripts": { "test": "node --test" } }\n'],
    ['architecture/Architecture.md', SPECIFICATION],
    ['counter.js', CODE],
    ['counter.test.js', TESTS],
  ] as const) {
    await writeFile(path.join(workspace, file), text);
  }
  const session = sampleSession({ specFile: 'architecture/Architecture.md', components: [sampleComponent('counter')] });
  must(await nodePorts(workspace).sessions.write(session));
  return {};
}
