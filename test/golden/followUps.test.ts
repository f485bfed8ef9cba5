import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeSet } from '../../src/core/changes/changeSet';
import { continueText } from '../../src/core/prompt/continueText';
import { splitPrompt } from '../../src/core/prompt/splitPrompt';
import { askForRest } from '../../src/core/tdflow/continuation';
import { sha256 } from '../../src/node/hash';
import { assertGolden } from '../kit/golden';

const PROMPT = join(__dirname, 'files/prompts/javascript.red.full.txt');
/** Of each part its first line, and its last two. */
const FRAME = /^(.*\n(?:The message is sent.*\n|This is the last.*\n))[\s\S]*?(\n\[End of part.*\n)?$/;

describe('what follows a prompt', () => {
  it('the rest of an answer that broke off is asked for with what came of it', () => {
    const file = { name: 'src/cart.js', state: 'complete', text: 'export class Cart {}\n' };
    const changes = {
      files: [file, { ...file, name: 'src/stock.js', state: 'streaming' }],
      unchanged: ['src/money.js'],
    } as unknown as ChangeSet;
    const came = '```javascript:src/cart.js\nexport class Cart {}\n```\n\n';
    const turns = askForRest(came, changes, sha256).map(({ role, text }) => `=== ${role} ===\n${text}\n`);
    return assertGolden('followUps/rest.txt', turns.join(''));
  });

  it('so it is by a person, in a chat', () =>
    assertGolden(
      'followUps/rest-by-hand.txt',
      continueText('0123456789ab', ['src/cart.js', 'src/money.js'], 'src/stock.js'),
    ));

  it('a prompt that is too long for a chat goes in parts that say which they are', async () => {
    const parts = splitPrompt(await readFile(PROMPT, 'utf8'), 2_000);
    assert.ok(parts.length > 2);
    const frames = parts.map((part) => part.replace(FRAME, '$1…$2'));
    await assertGolden('followUps/parts-by-hand.txt', frames.join('\n'));
  });
});
