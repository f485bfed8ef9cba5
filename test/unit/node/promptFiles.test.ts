import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { ok } from '../../../src/core/lib/result';
import type { CopiedPrompt } from '../../../src/core/tdflow/copiedPrompt';
import { OwnFiles } from '../../../src/node/ownFiles';
import { PromptFiles } from '../../../src/node/promptFiles';
import { Seal } from '../../../src/node/seal';
import { takeAnswer } from '../../../src/node/takeAnswer';
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

  describe('and their answers', () => {
    const LINE = `AgentForge prompt ${ID}`;
    const A = '```js:a.js\n1\n```\n';
    const B = '```js:b.js\n2\n```\n';

    it('are matched to the prompt that they name', async () => {
      must(await store().save(prompt()));
      const taken = must(await takeAnswer(`${LINE}\n${A}`, store()));
      assert.deepEqual(taken, { text: `${LINE}\n${A}`, copied: prompt(), doubt: '' });
    });

    it('are doubted when they name none, or one that nobody knows', async () => {
      assert.match(must(await takeAnswer(A, store())).doubt, /does not name the prompt/);
      assert.match(
        must(await takeAnswer(`${LINE}\n${A}`, store())).doubt,
        /prompt 0123456789ab, which is not known here/,
      );
    });

    it('that end inside a file are kept as far as they are whole, and joined to the rest', async () => {
      must(await store().save(prompt()));
      const half = await takeAnswer(`${LINE}\n${A}\n\`\`\`js:b.js\n2`, store());
      assert.ok(!half.ok);
      assert.deepEqual(half.problem.problem, {
        kind: 'answer-cut',
        cause: 'lacking',
        detail: 'it ends inside b.js',
        kept: ['a.js'],
      });
      assert.equal(
        half.problem.rest,
        `Your answer broke off inside b.js.\nThese files came whole; do not send them again:\n- a.js\nSend each file that is still missing whole, from its first line to its last, in the same format, beginning with the one in which the answer broke off.\nBegin with this line, as it is: ${LINE}\n`,
      );
      const taken = must(await takeAnswer(`${LINE}\n${B}`, store()));
      assert.equal(taken.text, `${LINE}\n${A.trimEnd()}\n\n${LINE}\n${B}`);
      must(await store().savePart(taken.copied!, ''));
      assert.equal((await store().read(ID))?.part, '');
    });

    it('that end inside a file and name no prompt are asked for whole', async () => {
      const half = await takeAnswer(`${A}\n\`\`\`js:b.js\n2`, store());
      assert.ok(!half.ok);
      assert.match(
        half.problem.rest ?? '',
        /inside b\.js\.\nNo file came whole\.[^#]*in which the answer broke off\.\n$/,
      );
    });

    it('that are the prompt itself are told so', async () => {
      const text = 'You are a software engineer who works strictly test-first: x\n```js:a.js\n```\n</prompt_id>\n';
      const taken = await takeAnswer(text, store());
      assert.ok(!taken.ok && taken.problem.problem.kind === 'input-invalid');
    });
  });
});
