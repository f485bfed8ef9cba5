import assert from 'node:assert/strict';
import { ok } from '../../../src/core/lib/result';
import type { CopiedPrompt } from '../../../src/core/tdflow/copiedPrompt';
import type { Verdict } from '../../../src/core/verdict/verdict';
import { OwnFiles } from '../../../src/node/ownFiles';
import { PromptFiles } from '../../../src/node/promptFiles';
import { answerJudged, takeAnswer } from '../../../src/node/takeAnswer';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { testSeal } from '../../kit/testSeal';

const ID = '0123456789ab';
const OTHER = 'aaaaaaaaaaaa';
const LINE = `AgentForge prompt ${ID}`;
const A = '```js:a.js\n1\n```\n';
const B = '```js:b.js\n2\n```\n';
const HALF_B = '```js:b.js\n2';
const REACHED: Verdict = {
  phase: 'green',
  reached: true,
  summary: '',
  tests: [],
  checks: [],
  notes: [],
  claims: [],
  command: undefined,
  ranAt: undefined,
};
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

describe('an answer that a person brings', () => {
  let folders: readonly [TemporaryWorkspace, TemporaryWorkspace];
  let here: { readonly prompts: PromptFiles };
  let elsewhere: { readonly prompts: PromptFiles };
  beforeEach(async () => {
    folders = [await TemporaryWorkspace.make(), await TemporaryWorkspace.make()];
    const store = ({ root }: TemporaryWorkspace) => new PromptFiles(new OwnFiles(root), async () => ok(testSeal));
    here = { prompts: store(folders[0]) };
    elsewhere = { prompts: store(folders[1]) };
  });
  afterEach(() => Promise.all(folders.map((folder) => folder.dispose())));

  const take = (answer: string) => takeAnswer(answer, [here]);

  it('is matched to the prompt that it names', async () => {
    must(await here.prompts.save(prompt()));
    const taken = must(await take(`${LINE}\n${A}`));
    assert.deepEqual(taken, {
      text: `${LINE}\n${A}`,
      about: { project: here, prompt: prompt() },
      copied: prompt(),
      joined: [],
      doubt: '',
    });
  });

  it('is doubted when it names no prompt, or one that nobody knows', async () => {
    assert.match(must(await take(A)).doubt, /does not name the prompt/);
    assert.match(must(await take(`${LINE}\n${A}`)).doubt, /prompt 0123456789ab, which is not known here/);
  });

  it('without a name is taken for the prompt that was copied last, which is said', async () => {
    must(await here.prompts.save(prompt({ part: 'kept since' })));
    const { about, doubt } = must(await takeAnswer(A, [elsewhere], { project: here, prompt: prompt() }));
    assert.equal(about?.project, here);
    assert.deepEqual(about.prompt, prompt({ part: 'kept since' }));
    assert.match(doubt, /does not name the prompt .*taken for GREEN of cart, whose prompt was copied last/);
  });

  it('that names a prompt nobody knows is not taken for the one that was copied last', async () => {
    const taken = must(
      await takeAnswer(`AgentForge prompt ${OTHER}\n${A}`, [here], { project: here, prompt: prompt() }),
    );
    assert.equal(taken.about, undefined);
  });

  it('is matched in whatever project its prompt is, and what is whole of it is kept there', async () => {
    must(await elsewhere.prompts.save(prompt()));
    const half = await takeAnswer(`${LINE}\n${A}${HALF_B}`, [here, elsewhere]);
    assert.ok(!half.ok);
    assert.match(half.problem.rest ?? '', /came whole.*\n- a\.js\n[\s\S]*AgentForge prompt 0123456789ab/);
    const { about, text } = must(await takeAnswer(`${LINE}\n${B}`, [here, elsewhere]));
    assert.equal(about?.project, elsewhere);
    assert.match(text, /js:a\.js/);
  });

  it('is matched by the line that only names its prompt, not by what it says of another', async () => {
    must(await here.prompts.save(prompt()));
    must(await here.prompts.save(prompt({ id: OTHER, component: 'order' })));
    const said = `As in AgentForge prompt ${ID}, the total is kept.`;
    assert.equal(must(await take(`${said}\n**AgentForge prompt ${OTHER}**\n${A}`)).copied?.component, 'order');
  });

  it('that names two known prompts is for neither until one is taken out', async () => {
    must(await here.prompts.save(prompt()));
    must(await elsewhere.prompts.save(prompt({ id: OTHER, component: 'order' })));
    const taken = await takeAnswer(`${LINE}\nAgentForge prompt ${OTHER}\n${A}`, [here, elsewhere]);
    assert.ok(!taken.ok && taken.problem.problem.kind === 'input-invalid');
    assert.match(taken.problem.problem.detail, /GREEN of cart .* GREEN of order/);
    assert.match(taken.problem.problem.detail, /Leave only the line/);
  });

  it('that is the prompt itself is told so', async () => {
    const text = 'You are a software engineer who works strictly test-first: x\n```js:a.js\n```\n</prompt_id>\n';
    const taken = await take(text);
    assert.ok(!taken.ok && taken.problem.problem.kind === 'input-invalid');
  });

  describe('and ends inside a file', () => {
    it('is kept as far as it is whole, and joined to the rest', async () => {
      must(await here.prompts.save(prompt()));
      const half = await take(`${LINE}\n${A}\n${HALF_B}`);
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
      const taken = must(await take(`${LINE}\n${B}`));
      assert.equal(taken.text, `${LINE}\n${A.trimEnd()}\n\n${LINE}\n${B}`);
      assert.deepEqual(taken.joined, ['a.js']);
    });

    it('and names no prompt is asked for whole', async () => {
      const half = await take(`${A}\n${HALF_B}`);
      assert.ok(!half.ok);
      assert.match(
        half.problem.rest ?? '',
        /inside b\.js\.\nNo file came whole\.[^#]*in which the answer broke off\.\n$/,
      );
    });

    it('and is brought twice counts once', async () => {
      must(await here.prompts.save(prompt()));
      const half = `${LINE}\n\`\`\`append:list.js\nentry\n\`\`\`\n${HALF_B}`;
      await take(half);
      await take(half);
      assert.equal(must(await take(`${LINE}\n${B}`)).text.match(/^entry$/gm)?.length, 1);
    });

    it('is joined until the verdict of its prompt is reached, and to nothing after that', async () => {
      must(await here.prompts.save(prompt()));
      await take(`${LINE}\n${A}${HALF_B}`);
      await answerJudged(must(await take(`${LINE}\n${B}`)), { kind: 'rejected' });
      const again = must(await take(`${LINE}\n${B}`));
      assert.deepEqual(again.joined, ['a.js']);
      await answerJudged(again, { kind: 'reached', verdict: REACHED });
      assert.deepEqual(must(await take(`${LINE}\n${B}`)).joined, []);
    });

    it('is joined to nothing once its prompt was copied anew', async () => {
      must(await here.prompts.save(prompt()));
      await take(`${LINE}\n${A}${HALF_B}`);
      must(await here.prompts.save(prompt()));
      assert.deepEqual(must(await take(`${LINE}\n${B}`)).joined, []);
    });
  });
});
