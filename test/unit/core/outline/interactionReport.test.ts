import assert from 'node:assert/strict';
import type { Interaction } from '../../../../src/core/model/interaction';
import { interactionReport } from '../../../../src/core/outline/interactionReport';

const interaction = (about: Partial<Interaction> = {}): Interaction => ({
  at: '2026-01-01T12:00:00.123Z',
  durationMs: 61_234,
  component: 'cart',
  phase: 'red',
  provider: 'Claude (claude-sonnet-5-5)',
  model: 'claude-sonnet-5-5',
  usage: { inputTokens: 1200, outputTokens: 340, cacheReadTokens: 1000, cacheWriteTokens: 0 },
  cost: 0.01234,
  stop: 'end_turn',
  requestId: 'req_1',
  retries: 2,
  prompt: 'Write tests.',
  answer: '```js:a.js\n1\n```\n',
  ...about,
});

describe('the interaction log as a document', () => {
  it('says that it is empty, and when it is switched off', () => {
    assert.match(interactionReport([], 'on'), /Nothing was asked in this project yet/);
    assert.match(interactionReport([], 'off'), /switched off/);
    assert.match(interactionReport([interaction()], 'off'), /switched off[\s\S]*\| 2026/);
  });

  it('has a table, then each exchange in full', () => {
    const text = interactionReport(
      [interaction(), interaction({ usage: undefined, cost: undefined, answer: '' })],
      'on',
    );
    assert.match(
      text,
      /\| 2026-01-01 12:00:00Z \| RED \| cart \| claude-sonnet-5-5 \| 1,200 in \(1,000 cached\), 340 out \| \$0\.0123 \| finished \(asked 3 times\) \| 61\.2 s \| req_1 \|/,
    );
    assert.match(text, /\| unknown \| unknown \|/);
    assert.match(text, /## 2026-01-01 12:00:00Z RED cart[\s\S]*### Prompt\n\n```text\nWrite tests\.\n```/);
    assert.match(text, /### Answer\n\n````text\n```js:a\.js\n1\n```\n````/);
    assert.match(text, /### Answer\n\nNone\./);
  });

  it('lets no text become Markdown of ours', () => {
    const text = interactionReport([interaction({ component: 'a|b\n# [x](command:y)', stop: '<img src=x>' })], 'on');
    assert.doesNotMatch(text, /(?<!\\)\]\(command:/);
    assert.doesNotMatch(text, /(?<!\\)<img/);
    assert.equal(text.split('\n').filter((line) => /^# /.test(line)).length, 1);
  });

  it('writes out the newest fifty, and lists all', () => {
    const text = interactionReport(
      Array.from({ length: 60 }, () => interaction()),
      'on',
    );
    assert.match(text, /The 50 newest of 60 are written out/);
    assert.equal(text.match(/^\| 2026/gm)?.length, 60);
    assert.equal(text.match(/^## /gm)?.length, 50);
  });
});
