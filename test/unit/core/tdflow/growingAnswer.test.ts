import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChangeSet } from '../../../../src/core/changes/changeSet';
import { OwnKeys } from '../../../../src/core/model/ownKeys';
import type { GrowingAnswer } from '../../../../src/core/tdflow/growingAnswer';
import { answerTo } from '../../../../src/core/tdflow/growingAnswer';
import { memoryReader } from '../../../kit/memoryReader';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';

describe('an answer that grows over several streams', () => {
  const { trees, hash } = nodePorts(__dirname);
  const ports = {
    reader: memoryReader({ 'src/old.py': 'x = 1\n' }),
    links: { probe: async () => 'inside' as const },
    trees,
    hash,
    ownKeys: new OwnKeys(),
  };

  async function begun(): Promise<GrowingAnswer> {
    return answerTo(await sampleTask('green', ports), ports);
  }

  it('holds no key of the user in its text and its explanation, wherever a piece ends; files keep theirs', async () => {
    const key = 'zz-planted-31415926-planted';
    const ownKeys = new OwnKeys();
    ownKeys.add(key);
    const text = `Your key is ${key}.\n\n\`\`\`python:src/cart.py\nkey = '${key}'\n\`\`\`\nKeep ${key}`;
    for (const size of [1, 7, text.length]) {
      const answer = answerTo(await sampleTask('green', ports), { ...ports, ownKeys });
      for (let at = 0; at < text.length; at += size) await answer.take(text.slice(at, at + size));
      const changes = await answer.finish(undefined);
      assert.equal(changes.explanation, 'Your key is [redacted].\n\nKeep [redacted]');
      assert.doesNotMatch(answer.text, /planted/);
      assert.match(changes.files[0]?.text ?? '', /planted/);
      assert.deepEqual(
        changes.files[0]?.checks?.map(({ kind }) => kind),
        ['own-key'],
      );
    }
  });

  const about = ({ files, notes, incomplete, explanation, unchanged }: ChangeSet) => ({
    files: files.map(({ name, action, text, state, refusal }) => ({ name, action, text, state, refusal })),
    notes,
    incomplete,
    explanation,
    unchanged,
  });

  const line = fc.constantFrom(
    'x = 1',
    '',
    'Some words.',
    'src/b.py:',
    '~~~',
    '    return "`"',
    '# ... existing code ...',
  );
  const block = fc
    .tuple(
      fc.constantFrom('```', '````', '~~~'),
      fc.constantFrom('python:src/a.py', 'python:src/b.py', 'append:src/old.py', 'python', 'delete:src/old.py', ''),
      fc.array(line, { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([fence, info, lines, isClosed]) => [fence + info, ...lines, ...(isClosed ? [fence] : [])].join('\n'));
  const answers = fc
    .array(fc.oneof(line, block), { minLength: 1, maxLength: 6 })
    .map((parts) => `${parts.join('\n')}\n`);

  it('keeps what is closed and nothing else: gone on from there it is the same as one that never broke off', async function () {
    this.timeout(SOAK ? 600_000 : 30_000);
    await fc.assert(
      fc.asyncProperty(answers, fc.nat(200), async (text, at) => {
        // What adds the same lines once more after a break is taken for a repetition; see below.
        fc.pre(text.split('append:').length < 3);
        const cut = Math.min(at, text.length);
        const broken = await begun();
        await broken.take(text.slice(0, cut));
        const kept = await broken.keepClosed();
        assert.ok(text.startsWith(broken.text) && broken.text.length <= cut);
        assert.ok(kept.files.every(({ state }) => state === 'complete'));
        assert.deepEqual(
          broken.finished.length,
          kept.files.filter((file) => file.refusal === undefined).length + kept.unchanged.length,
        );

        const rest = text.slice(broken.text.length);
        await broken.take(rest);
        const whole = await begun();
        await whole.take(text);
        assert.equal(broken.text, text);
        assert.deepEqual(about(await broken.finish(undefined)), about(await whole.finish(undefined)));
      }),
      { numRuns: SOAK ? 3_000 : 150 },
    );
  });

  it('adds lines once that the rest repeats, and other lines as well', async () => {
    const answer = await begun();
    await answer.take('```append:src/old.py\ny = 2\n```\n```python:src/a.py\na = ');
    await answer.keepClosed();
    await answer.take(
      '```append:src/old.py\ny = 2\n```\n```append:src/old.py\nz = 3\n```\n```python:src/a.py\na = 1\n```\n',
    );
    const { files, notes } = await answer.finish(undefined);
    assert.deepEqual(
      files.map(({ name, text }) => [name, text]),
      [
        ['src/old.py', 'x = 1\ny = 2\nz = 3\n'],
        ['src/a.py', 'a = 1\n'],
      ],
    );
    assert.ok(notes.includes('src/old.py: what was added to it comes once more, and counts once'));
  });

  it('says which file it lacks when the rest does not bring the one in which it broke off', async () => {
    const answer = await begun();
    await answer.take('```python:src/a.py\na = 1\n```\n```python:src/b.py\nb = ');
    await answer.keepClosed();
    assert.equal(answer.text, '```python:src/a.py\na = 1\n```\n');
    await answer.take('That was all.\n');
    const changes = await answer.finish(undefined);
    assert.deepEqual(answer.lacking(changes), ['src/b.py']);
    assert.deepEqual(answer.finished, ['src/a.py']);
  });
});
