import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkPath } from '../../../../src/core/workspace/checkedPath';
import {
  attemptFile,
  attemptFolder,
  CODEBASE_PROFILE,
  GENERATION_SETTINGS,
  historyFolder,
  JOURNAL_FOLDER,
  journalEntry,
  journalPack,
  originalFile,
  SESSIONS_FOLDER,
  sessionFile,
} from '../../../../src/core/workspace/ownPath';

const SESSION = 'tdflow_20261121_080910_123456';
const BAD = [
  '',
  '.',
  '..',
  '../x',
  'a/b',
  'a\\b',
  '.hidden',
  'x.',
  'a b',
  'a\n',
  'a\0',
  'é',
  'x'.repeat(121),
  '-x',
  'a:b',
];

describe('own paths', () => {
  it('stand under .agentforge', async () => {
    const original = await checkPath('src/a.py', { probe: async () => 'inside' });
    assert.ok(original.ok);
    const paths = [
      sessionFile(SESSION),
      historyFolder(SESSION),
      attemptFolder(SESSION, '003-green-cart'),
      attemptFile(SESSION, '003-green-cart', 'prompt.md'),
      originalFile(SESSION, '003-green-cart', original.value),
      journalEntry(`${SESSION}.003-green-cart`),
      journalPack(`${SESSION}.003-green-cart`, 2),
    ].map((result) => (result.ok ? result.value.relative : result.problem));
    assert.deepEqual(paths, [
      `.agentforge/tdflow/${SESSION}.yaml`,
      `.agentforge/history/${SESSION}`,
      `.agentforge/history/${SESSION}/003-green-cart`,
      `.agentforge/history/${SESSION}/003-green-cart/prompt.md`,
      `.agentforge/history/${SESSION}/003-green-cart/originals/src/a.py`,
      `.agentforge/journal/${SESSION}.003-green-cart.json`,
      `.agentforge/journal/${SESSION}.003-green-cart.2.pack`,
    ]);
    assert.deepEqual(
      [SESSIONS_FOLDER, JOURNAL_FOLDER, GENERATION_SETTINGS, CODEBASE_PROFILE].map((path) => path.relative),
      ['.agentforge/tdflow', '.agentforge/journal', '.agentforge/generation.yaml', '.agentforge/codebase_profile.yaml'],
    );
  });

  it('are not made from an id that is none', () => {
    for (const bad of [...BAD, `${SESSION}/..`, `${SESSION}\n`]) {
      assert.ok(!sessionFile(bad).ok, bad);
      assert.ok(!historyFolder(bad).ok, bad);
      assert.ok(!attemptFile(bad, '001-red', 'answer.md').ok, bad);
    }
    for (const bad of BAD) {
      assert.ok(!attemptFolder(SESSION, bad).ok, bad);
      assert.ok(!journalEntry(bad).ok, bad);
      assert.ok(!journalPack(bad, 1).ok, bad);
    }
  });

  it('cannot be obtained as checked paths', async () => {
    const own = sessionFile(SESSION);
    assert.ok(own.ok);
    assert.ok(!(await checkPath(own.value.relative, { probe: async () => 'inside' })).ok);
  });
});
