import assert from 'node:assert/strict';
import { ok } from '../../../../src/core/lib/result';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import { promptAsText } from '../../../../src/core/prompt/prompt';
import { change, decide } from '../../../../src/core/review/review';
import { decideHunk } from '../../../../src/core/review/reviewedFile';
import { hunkKey } from '../../../kit/sampleReview';
import { block, PhaseRun } from './phaseRun';

const CART = 'src/cart.py';
const LINES = ['a = 1', 'b = 2', 'c = 3', 'd = 4', 'e = 5'];

describe('another answer that is asked for when a file had changed since the prompt', () => {
  let phase: PhaseRun;
  beforeEach(async () => {
    phase = await PhaseRun.make();
  });
  afterEach(() => phase.folder.dispose());

  it('is told of what was rejected, and why, before anybody was asked about the conflict', async () => {
    const text = (changed: Readonly<Record<string, string>>) => LINES.map((line) => changed[line] ?? line).join('\n');
    await phase.folder.write(CART, `${text({})}\n`);
    const answer = `${block('src/parts.py', 'PART = 1')}${block(CART, text({ 'b = 2': 'b = 20', 'e = 5': 'e = 50' }))}`;
    let asked = 0;
    const prompts: string[] = [];
    await phase.run('green', {
      provider: pastedProvider(answer),
      consent: {
        review: async (review) => {
          asked += 1;
          if (asked > 1) return ok({ ...review, anotherFor: 'Keep what I wrote.' });
          await phase.folder.write(CART, `${text({ 'b = 2': 'b = 200' })}\n`);
          const parts = decide(review, 'src/parts.py', 'rejected', 'one module is enough');
          const left = change(parts, CART, (file) =>
            decideHunk(file, hunkKey(file, file.hunks.length - 1), 'rejected'),
          );
          return ok(decide(left, CART, 'accepted'));
        },
      },
      onEvent: (event) => {
        if (event.kind === 'prompt') prompts.push(promptAsText(event.prompt));
        return prompts.length > 1 ? 'stop' : undefined;
      },
    });
    const [, again = ''] = prompts;
    assert.match(again, /Keep what I wrote\./);
    assert.match(again, /- src\/parts\.py: one module is enough/);
    assert.match(again, /- src\/cart\.py, the change at line \d+:\n-e = 5\n\+e = 50/);
  });
});
