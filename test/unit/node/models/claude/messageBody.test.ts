import assert from 'node:assert/strict';
import type { ModelRequest } from '../../../../../src/core/model/provider';
import { messageBody } from '../../../../../src/node/models/claude/messageBody';
import { REQUEST } from './anthropicAsking';

const body = (about: Partial<ModelRequest>) => messageBody({ ...REQUEST, ...about });
const content = (user: readonly string[]) => body({ user }).messages[0]?.content;

describe('the body of a request to Claude', () => {
  it('ends each shared beginning in a breakpoint, and the last part in none', () => {
    const cache_control = { type: 'ephemeral' };
    assert.deepEqual(content(['a', 'b', 'c']), [
      { type: 'text', text: 'a', cache_control },
      { type: 'text', text: 'b', cache_control },
      { type: 'text', text: 'c' },
    ]);
    assert.equal(content(['all']), 'all');
  });

  it('has at most four breakpoints, at the longest beginnings', () => {
    const blocks = content(['1', '2', '3', '4', '5', '6', 'last']);
    assert.ok(Array.isArray(blocks));
    assert.deepEqual(
      blocks.map((block) => 'cache_control' in block),
      [false, false, true, true, true, true, false],
    );
  });

  it('adds what was said since, in turn', () => {
    const turns = [
      { role: 'assistant', text: 'Half.' },
      { role: 'user', text: 'Go on.' },
    ] as const;
    assert.deepEqual(body({ turns }).messages.slice(1), [
      { role: 'assistant', content: 'Half.' },
      { role: 'user', content: 'Go on.' },
    ]);
  });

  it('asks for thinking and effort when they are given, and else not', () => {
    assert.deepEqual(body({ thinking: 'between_tools' }).thinking, { type: 'between_tools' });
    assert.deepEqual(body({ effort: 'low' }).output_config, { effort: 'low' });
    assert.deepEqual(Object.keys(body({})), ['model', 'max_tokens', 'system', 'messages', 'stream']);
  });
});
