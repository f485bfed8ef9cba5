import assert from 'node:assert/strict';
import type { StopReason } from '../../../../src/core/model/provider';
import { stopProblem } from '../../../../src/core/model/stopProblem';

describe('stopProblem', () => {
  const whole: StopReason[] = ['end_turn', 'stop_sequence'];
  for (const stopReason of whole) {
    it(`has nothing against ${stopReason}`, () => {
      assert.equal(stopProblem({ kind: 'completed', stopReason, usage: undefined }, 32_000), undefined);
    });
  }

  const cut: [StopReason, RegExp][] = [
    ['max_tokens', /32000 tokens/],
    ['model_context_window_exceeded', /context window/],
    ['tool_use', /tool_use/],
    ['pause_turn', /pause_turn/],
  ];
  for (const [stopReason, detail] of cut) {
    it(`calls an answer cut that ended with ${stopReason}`, () => {
      const problem = stopProblem({ kind: 'completed', stopReason, usage: undefined }, 32_000);
      assert.ok(problem?.kind === 'answer-cut');
      assert.match(problem.detail, detail);
    });
  }

  it('tells why the model refused, as far as it said', () => {
    const refused = { kind: 'completed', stopReason: 'refusal', usage: undefined } as const;
    assert.deepEqual(stopProblem({ ...refused, stopDetail: 'cyber: no' }, 1), {
      kind: 'answer-refused',
      by: 'model',
      detail: 'cyber: no',
    });
    assert.equal(stopProblem(refused, 1)?.kind, 'answer-refused');
  });
});
