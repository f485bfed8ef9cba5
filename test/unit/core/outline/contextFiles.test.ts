import assert from 'node:assert/strict';
import { choiceFor, NO_CHOICES } from '../../../../src/core/context/contextChoices';
import { chosenAmong, contextFiles } from '../../../../src/core/outline/contextFiles';

const PROMPT = {
  pieces: [
    { tag: 'specification', file: undefined, tokens: 90, why: 'the specification' },
    { tag: 'examples', file: 'tests/test_a.py', tokens: 40, why: 'shows how' },
    { tag: 'codebase', file: 'src/a.py', shown: 'signatures', tokens: 30, why: 'in the same folder' },
    { tag: 'tests', file: 'tests/test_cart.py', tokens: 50, why: 'the tests to pass' },
  ],
  omitted: [
    { what: 'src/a.py:3', tokens: 0, why: 'looks like a key: the model sees [masked] there' },
    { what: 'gone.md', tokens: 0, why: 'pinned by you, but it is not there' },
  ],
  notShown: [
    { what: 'src/b.py', tokens: 400, why: 'no room in the budget' },
    { what: 'src/c.py', tokens: 0, why: 'left out by you' },
    { what: 'src/secret.py', tokens: 0, why: 'named in .agentforgeignore' },
  ],
} as const;

describe('the files among which a person chooses', () => {
  it('are those that may be in the prompt or not, each with what is shown of it and why', () => {
    assert.deepEqual(
      contextFiles(PROMPT).map(({ path, isIn, shown }) => [path, isIn, shown]),
      [
        ['tests/test_a.py', true, 'whole, 40 tokens'],
        ['src/a.py', true, 'signatures, 30 tokens'],
        ['gone.md', true, ''],
        ['src/b.py', false, ''],
        ['src/c.py', false, ''],
      ],
    );
  });

  it('are pinned or left out for the component where something was changed, and only there', () => {
    const files = contextFiles(PROMPT);
    const before = {
      always: { pinned: ['gone.md'], leftOut: ['src/c.py', 'x.py'] },
      components: {},
    };
    const after = chosenAmong(files, new Set(['tests/test_a.py', 'src/c.py']), { choices: before, component: 'cart' });
    assert.deepEqual(choiceFor(after, 'cart'), { pinned: ['src/c.py'], leftOut: ['src/a.py', 'x.py'] });
    assert.deepEqual(after.always, { pinned: [], leftOut: ['src/c.py', 'x.py'] });
    const same = new Set(files.flatMap(({ path, isIn }) => (isIn ? [path] : [])));
    assert.equal(chosenAmong(files, same, { choices: NO_CHOICES, component: 'cart' }), NO_CHOICES);
  });
});
