import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';
import type { Script } from '../../../../kit/fakeMessages/script';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { ANSWER } from '../../../../kit/generateCart';
import type { Often } from '../../../../kit/generateOften';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const [WARM_UP, GENERATIONS] = SOAK ? [50, 1_000] : [20, 10];
/** Of a whole day, as a share. */
const LARGEST_GROWTH = 0.05;
/** Of each generation, in bytes, where a few of them are measured: about what is warm after more of them, and less than one would hold. */
const LARGEST_PER_GENERATION = 50_000;

/** Most answers are whole; now and then one breaks off, stops at its limit, or does not come the first time. */
const DAY: readonly Script[] = [
  { kind: 'answer', text: ANSWER, deltas: 20 },
  { kind: 'answer', text: ANSWER, thinking: 'Hm.', deltas: 7 },
  { kind: 'answer', text: ANSWER, deltas: 20, fault: { after: 7, kind: 'reset' } },
  { kind: 'error', status: 529 },
  { kind: 'answer', text: ANSWER, deltas: 20, fault: { after: 12, kind: { stopReason: 'max_tokens' } } },
  { kind: 'answer', text: ANSWER, deltas: 20, fault: { after: 9, kind: 'cut' } },
];

describe('a day of generations', () => {
  let api: RunningFakeMessages;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(() => api.close());

  it(`${GENERATIONS} of them leave the memory as it was, no handle, and nothing that is not paid`, async function () {
    this.timeout(SOAK ? 900_000 : 60_000);
    let asked = 0;
    api.respond(({ body }) => {
      // What is kept of each request is the fake's; the test needs none of it.
      api.requests.length = 0;
      return body.messages.length > 1 ? { kind: 'answer', text: ANSWER } : DAY[asked++ % DAY.length]!;
    });
    const script = 'test/kit/generateOften.ts';
    const args = ['--expose-gc', '--import', 'tsx', script, api.url, String(WARM_UP), String(GENERATIONS)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: repositoryRoot });
    const { before, after, complete, spent }: Often = JSON.parse(stdout);
    assert.equal(complete, WARM_UP + GENERATIONS);
    const most = SOAK ? before.bytes * LARGEST_GROWTH : GENERATIONS * LARGEST_PER_GENERATION;
    assert.ok(after.bytes - before.bytes <= most, `${before.bytes} bytes grew to ${after.bytes}`);
    assert.ok(spent.amount > 0 && spent.reserved === 0, JSON.stringify(spent));
    assert.ok(after.handles.length <= before.handles.length, `${before.handles} became ${after.handles}`);
  });
});
