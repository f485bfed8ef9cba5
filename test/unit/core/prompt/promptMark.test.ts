import assert from 'node:assert/strict';
import { isIdLine, markOverhead, markPrompt, promptIdsIn } from '../../../../src/core/prompt/promptMark';
import { sha256 } from '../../../../src/node/hash';

const PROMPT = { system: 'system', user: ['shared ', 'own'], tokens: 10 };
const tools = { hash: sha256, count: (text: string) => text.length };
const FILES = [
  { path: 'src/b.js', text: 'b' },
  { path: 'src/a.js', text: undefined },
];

describe('the mark of a prompt', () => {
  it('stands at its end, with the id and what it was made from, and counts', () => {
    const { prompt, mark } = markPrompt(PROMPT, FILES, tools);
    assert.equal(prompt.user[0], 'shared ');
    assert.match(mark.id, /^[0-9a-f]{12}$/);
    const hash = sha256(new TextEncoder().encode('b'));
    assert.equal(
      prompt.user[1],
      `own\n\n<prompt_id>\nBegin your answer with this line, as it is: AgentForge prompt ${mark.id}\nThis message was made from: src/a.js not there yet, src/b.js ${hash.slice(0, 8)}\n</prompt_id>`,
    );
    assert.deepEqual(mark.bases, [
      { path: 'src/a.js', text: undefined, hash: undefined },
      { path: 'src/b.js', text: 'b', hash },
    ]);
    assert.equal(prompt.tokens, 10 + (prompt.user[1]?.length ?? 0) - 3);
    const paths = FILES.map(({ path }) => path);
    assert.ok(prompt.tokens - 10 <= markOverhead(paths, tools.count) + 'not there yet'.length);
  });

  it('is the same for the same prompt, and another one for any other text or file', () => {
    const idOf = (prompt = PROMPT, files = FILES) => markPrompt(prompt, files, tools).mark.id;
    assert.equal(idOf(), idOf({ ...PROMPT, user: ['shared own'] }, [...FILES].reverse()));
    const others = [
      idOf({ ...PROMPT, system: 'other' }),
      idOf({ ...PROMPT, user: ['shared ', 'other'] }),
      idOf(PROMPT, [{ path: 'src/b.js', text: 'c' }]),
      idOf(PROMPT, [{ path: 'src/b.js', text: '' }, FILES[1]!]),
    ];
    assert.equal(new Set([idOf(), ...others]).size, 5);
  });

  it('is found in an answer as people bring it', () => {
    assert.deepEqual(promptIdsIn('AgentForge prompt 0123456789ab\n\nHere it is.'), ['0123456789ab']);
    assert.deepEqual(promptIdsIn('> **agentforge prompt 0123456789AB**\r\nx'), ['0123456789ab']);
    assert.deepEqual(
      promptIdsIn('AgentForge prompt 0123456789ab AgentForge prompt 0123456789ab AgentForge prompt ffffffffffff'),
      ['0123456789ab', 'ffffffffffff'],
    );
    assert.deepEqual(promptIdsIn('AgentForge prompt 0123'), []);
  });

  it('explains nothing', () => {
    assert.ok(isIdLine('**AgentForge prompt 0123456789ab**'));
    assert.ok(!isIdLine('AgentForge prompt 0123456789ab asks for tests'));
  });
});
