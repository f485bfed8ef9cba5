import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Candidate } from '../../../../src/core/context/fitToBudget';
import { fitToBudget } from '../../../../src/core/context/fitToBudget';
import { isShared, SECTION_TAGS } from '../../../../src/core/context/section';
import { upperEstimate } from '../../../../src/core/context/tokenCounter';
import { PHASES } from '../../../../src/core/phase';
import { buildPrompt, promptOverhead } from '../../../../src/core/prompt/buildPrompt';
import type { InstructionRequest } from '../../../../src/core/prompt/phaseInstructions';
import { must } from '../../../kit/must';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';

function candidate(need: Candidate['need'], about: Partial<Candidate> = {}): Candidate {
  return { tag: 'code', file: undefined, text: 'x', why: 'because', need, ...about };
}

const lines = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`).join('\n');

describe('fitting the context into its budget', () => {
  it('takes everything, in the order of the sections, when there is room', () => {
    const bundle = must(
      fitToBudget(
        [
          candidate('optional', { tag: 'examples', file: 'a.py' }),
          candidate('shortened', { tag: 'error_context' }),
          candidate('required', { tag: 'specification' }),
          candidate('optional', { tag: 'examples', file: 'b.py' }),
        ],
        10_000,
        upperEstimate,
      ),
    );
    assert.deepEqual(
      bundle.sections.map((section) => [section.tag, section.file]),
      [
        ['specification', undefined],
        ['examples', 'a.py'],
        ['examples', 'b.py'],
        ['error_context', undefined],
      ],
    );
    assert.deepEqual(bundle.omitted, []);
  });

  it('is a problem when the required part alone is too big, and says how much it needs', () => {
    const fitted = fitToBudget([candidate('required', { text: 'x'.repeat(2_000) })], 500, upperEstimate);
    assert.ok(!fitted.ok && fitted.problem.kind === 'budget-too-small');
    assert.equal(fitted.problem.budget, 500);
    assert.ok(fitted.problem.needed >= 1_000);
    must(fitToBudget([candidate('required', { text: 'x'.repeat(2_000) })], fitted.problem.needed, upperEstimate));
  });

  it('takes of optional pieces those that come first, whole, and goes on with smaller ones', () => {
    const bundle = must(
      fitToBudget(
        [
          candidate('optional', { file: 'first.py', text: 'x'.repeat(800) }),
          candidate('optional', { file: 'huge.py', text: 'x'.repeat(9_000) }),
          candidate('optional', { file: 'small.py' }),
        ],
        1_000,
        upperEstimate,
      ),
    );
    assert.deepEqual(
      bundle.sections.map((section) => section.file),
      ['first.py', 'small.py'],
    );
    assert.deepEqual(
      bundle.omitted.map(({ what, why }) => [what, why]),
      [['huge.py', 'no room in the budget']],
    );
    assert.ok(bundle.omitted[0] !== undefined && bundle.omitted[0].tokens > 4_500);
  });

  it('takes what the phases share whatever a failure says at length, which gives way', () => {
    const shared = [
      candidate('required', { tag: 'specification', text: lines(100) }),
      candidate('optional', { tag: 'examples', file: 'a.py', text: lines(300) }),
      candidate('optional', { tag: 'codebase', file: 'b.py', text: lines(300) }),
    ];
    const sharedIn = (more: readonly Candidate[]) =>
      must(fitToBudget([...shared, ...more], 6_000, upperEstimate)).sections.filter(isShared);
    const failure = candidate('shortened', { tag: 'error_context', text: lines(9_000, 'the test fails') });
    const tests = candidate('required', { tag: 'tests', file: 't.py', text: lines(200) });
    assert.equal(sharedIn([]).length, 3);
    assert.deepEqual(sharedIn([tests, failure]), sharedIn([]));
    const { sections } = must(fitToBudget([...shared, tests, failure], 6_000, upperEstimate));
    assert.match(sections.at(-1)?.text ?? '', /left out\][\s\S]*the test fails 8999$/);
  });

  it('keeps the end of a failure, and says that its beginning is left out', () => {
    const text = `${lines(2_000)}\nAssertionError: the last word`;
    const bundle = must(fitToBudget([candidate('shortened', { tag: 'error_context', text })], 600, upperEstimate));
    const [section] = bundle.sections;
    const [note, ...kept] = section?.text.split('\n') ?? [];
    assert.equal(kept.at(-1), 'AssertionError: the last word');
    assert.equal(note, `[the first ${2_001 - kept.length} lines are left out]`);
    assert.ok(text.endsWith(kept.join('\n')));
    assert.ok(bundle.tokens > 500, 'the room is used');
    assert.deepEqual(
      bundle.omitted.map(({ what, why }) => [what, why]),
      [['beginning of error context', 'shortened to the budget']],
    );
  });

  it('leaves a failure out whole, and says so, when too little room is left to tell anything', () => {
    for (const text of [lines(2_000), 'x'.repeat(9_000), `${'x'.repeat(9_000)}\n`]) {
      const bundle = must(fitToBudget([candidate('shortened', { tag: 'error_context', text })], 190, upperEstimate));
      assert.deepEqual(bundle.sections, []);
      assert.deepEqual(
        bundle.omitted.map(({ what, why }) => [what, why]),
        [['error context', 'no room in the budget']],
      );
    }
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom('a', 'öö', '</code>', '😀'))
      .map(([n, word]) => lines(n, word)),
  );
  const candidates = fc.array(
    fc.record({
      tag: fc.constantFrom(...SECTION_TAGS),
      file: fc.option(fc.constantFrom('src/a.py', 'tests/ä"b.py'), { nil: undefined }),
      text,
      why: fc.constant(''),
      need: fc.constantFrom('required', 'shortened', 'optional'),
    }),
    { maxLength: 8 },
  ) as fc.Arbitrary<Candidate[]>;
  const request: fc.Arbitrary<InstructionRequest> = fc.record({
    phase: fc.constantFrom(...PHASES.filter((phase) => phase !== 'verify')),
    mode: fc.constantFrom('full', 'incremental', 'fix'),
    language: fc.constantFrom('python', 'javascript', 'typescript'),
    component: fc.string({ maxLength: 20 }),
    testPath: fc.string({ maxLength: 20 }),
    implementationPath: fc.string({ maxLength: 20 }),
    notes: fc.array(fc.string({ maxLength: 40 }), { maxLength: 3 }),
  });

  it('never lets a prompt exceed the budget, and says of every piece that is not in it', () =>
    fc.assert(
      fc.property(candidates, request, fc.integer({ min: 0, max: 6_000 }), (pieces, instructions, budget) => {
        const overhead = promptOverhead(instructions, upperEstimate);
        const bundle = fitToBudget(pieces, budget - overhead, upperEstimate);
        if (!bundle.ok) {
          assert.ok(bundle.problem.kind === 'budget-too-small' && bundle.problem.needed > budget - overhead);
          return;
        }
        const prompt = buildPrompt(bundle.value, instructions, upperEstimate);
        if (pieces.length > 0) assert.ok(prompt.tokens <= budget, `${prompt.tokens} of ${budget}`);
        assert.equal(prompt.tokens, upperEstimate(prompt.system) + upperEstimate(prompt.user.join('')));
        const whole = bundle.value.sections.filter((section) => pieces.includes(section as Candidate));
        assert.equal(whole.length + bundle.value.omitted.length, pieces.length);
        assert.ok(pieces.every((piece) => piece.need !== 'required' || whole.includes(piece)));
        assert.ok(bundle.value.omitted.every(({ tokens, what }) => tokens > 0 && what !== ''));
      }),
      { numRuns: SOAK ? 20_000 : 300 },
    ));
});
