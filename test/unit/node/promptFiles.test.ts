import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { ok } from '../../../src/core/lib/result';
import type { CopiedPrompt } from '../../../src/core/tdflow/copiedPrompt';
import { OwnFiles } from '../../../src/node/ownFiles';
import { PromptFiles } from '../../../src/node/promptFiles';
import { Seal } from '../../../src/node/seal';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { testSeal } from '../../kit/testSeal';

const ID = '0123456789ab';
const prompt = (about: Partial<CopiedPrompt> = {}): CopiedPrompt => ({
  id: ID,
  bases: [{ path: 'a.js', text: 'old\n', hash: 'h' }],
  at: '2026-01-01T12:00:00.000Z',
  sessionId: 'tdflow_20260101_120000_000000',
  specFile: 'specs/shop.yaml',
  component: 'cart',
  phase: 'green',
  part: '',
  ...about,
});

describe('prompts that a person carries', () => {
  let folder: TemporaryWorkspace;
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });
  afterEach(() => folder.dispose());

  const store = (seal = testSeal) => new PromptFiles(new OwnFiles(folder.root), async () => ok(seal));

  it('come back as they were, privately, and only under the seal of this user', async () => {
    assert.equal(await store().read(ID), undefined);
    must(await store().save(prompt()));
    assert.deepEqual(await store().read(ID), prompt());
    assert.equal(await folder.text('.agentforge/prompts/.gitignore'), '*\n');
    assert.equal(await store(new Seal(new Uint8Array(32).fill(9))).read(ID), undefined);
    const forged = (await folder.text(`.agentforge/prompts/${ID}.json`)).replace('old', 'forged');
    await folder.write(`.agentforge/prompts/${ID}.json`, forged);
    assert.equal(await store().read(ID), undefined);
    assert.equal(await store().read('../../etc/pas'), undefined);
  });

  it('are thirty at most; the oldest goes', async () => {
    for (let n = 0; n < 33; n++) {
      const at = `2026-01-01T12:00:${String(n).padStart(2, '0')}.000Z`;
      must(await store().save(prompt({ id: n.toString(16).padStart(12, '0'), at })));
    }
    const names = (await readdir(folder.path('.agentforge/prompts'))).filter((name) => name.endsWith('.json')).sort();
    assert.equal(names.length, 30);
    assert.equal(names[0], '000000000003.json');
  });
});
