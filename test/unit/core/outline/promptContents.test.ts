import assert from 'node:assert/strict';
import { shownRows } from '../../../../src/core/outline/promptContents';

const PROMPT = { prompt: { system: '', user: [''], tokens: 500 }, omitted: [], notShown: [] };
const PIECES = [
  { tag: 'specification', file: undefined, tokens: 200, why: 'the specification' },
  { tag: 'code', file: 'src/stock.py', shown: 'signatures', tokens: 100, why: 'imported' },
] as const;

describe('the table of what is in a prompt', () => {
  it('adds up to the whole prompt, with the instructions as its last row', () => {
    const rows = shownRows({ ...PROMPT, pieces: PIECES });
    assert.deepEqual(
      rows.map(({ section, file, tokens }) => [section, file, tokens]),
      [
        ['specification', '', 200],
        ['code', 'src/stock.py (signatures)', 100],
        ['instructions', '', 200],
      ],
    );
  });

  it('names the file of a template that stands in the place of the usual instructions', () => {
    const last = shownRows({ ...PROMPT, pieces: PIECES, instructionsFrom: '.agentforge/templates/red.md' }).at(-1);
    assert.equal(last?.file, '.agentforge/templates/red.md');
    assert.match(last?.why ?? '', /^a template in place of the usual words/);
  });
});
