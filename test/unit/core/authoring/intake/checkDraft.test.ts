import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkDraft } from '../../../../../src/core/authoring/intake/checkDraft';
import { judgeDraft } from '../../../../../src/core/authoring/intake/judgeDraft';
import { readRecord } from '../../../../../src/core/authoring/intake/recordShape';
import { clarificationLog, intakeRecord } from '../../../../../src/core/authoring/intake/records';
import { must } from '../../../../kit/must';
import { CLARIFICATION, DRAFT, INTAKE } from '../../../../kit/sampleRequest';

const intake = must(readRecord(INTAKE, 'intake_record', intakeRecord));
const clarification = must(readRecord(CLARIFICATION, 'clarification_log', clarificationLog));

function check(text: string) {
  return checkDraft({ text, path: 'outputs/specification.yaml', hash: '' }, { intake, clarification });
}

describe('checking a draft by rules', () => {
  it('passes one that nothing is wrong with', () => {
    const { results, issues } = check(DRAFT);
    assert.deepEqual(issues, []);
    assert.deepEqual(
      results.filter(({ status }) => status !== 'pass'),
      [],
    );
    assert.equal(judgeDraft({ results, issues }, undefined).overall_verdict, 'approved');
  });

  const broken: readonly (readonly [id: string, from: string | RegExp, to: string, what: RegExp])[] = [
    ['schema', 'metadata:', '\tmetadata:', /^outputs\/specification\.yaml:1: not valid YAML/],
    ['sections', 'purpose: Adds up what a visitor chose.', 'background: none', /"overview\.purpose" is missing/],
    ['ids', 'id: FR-002', 'id: FR-001', /:16: the id "FR-001" stands twice/],
    ['ids', 'id: AC-002', 'id: second', /"second" is no id such as AC-001/],
    ['ids', '- id: FR-002\n    title', '- title', /:16: a requirement has no id/],
    ['criteria', / {4}acceptance_criteria:\n.*thrown}\n/, '', /"FR-002" has no acceptance criterion/],
    ['criteria', 'when: an article of -1 is added, ', '', /"AC-002" has no "when"/],
    ['testable', 'refuse a negative price', 'refuse TBD', /"FR-002" has an open question: TBD/],
    ['dependencies', '[FR-001]\n    acc', '[FR-009]\n    acc', /"FR-002" depends on "FR-009"/],
    ['dependencies', 'by one.', 'by one.\n    dependencies: [FR-002]', /wait for each other: FR-001 → FR-002 → FR-001/],
    ['components', '  test_location: test/cart.test.js\n', '', /:24: component "cart" has no test_location/],
    ['components', /\n {2}methods:[\s\S]*$/, '\n', /component "cart" has no methods/],
    ['components', 'src/cart.js', '../../etc/passwd', /:26: "\.\.\/\.\.\/etc\/passwd" leads out of its folder/],
    ['components', 'test/cart.test.js', '.git/hooks/pre-commit', /:27: .* goes into "\.git"/],
    ['components', 'test/cart.test.js', './SRC/cart.js', /"cart" has its code and its tests in the same file/],
    [
      'built',
      'requirements: [FR-001, FR-002]',
      'requirements: [FR-001]',
      /:16: no component says that it meets "FR-002"/,
    ],
    ['request', /cart/gi, 'bag', /"Cart" of the request is not named/],
  ];
  for (const [id, from, to, what] of broken) {
    it(`finds what is wrong with ${id}: ${what.source}`, () => {
      const text = DRAFT.replace(from, to);
      assert.notEqual(text, DRAFT);
      const checked = check(text);
      const result = checked.results.find((each) => each.check_id === id);
      assert.equal(result?.status, 'fail');
      assert.match(result.evidence ?? '', what);
      assert.equal(judgeDraft(checked, undefined).overall_verdict, 'needs_revision');
    });
  }

  it('notes what is worth a look: vague words, and an item in scope that nothing demands', () => {
    const vague = check(DRAFT.replace('refuse a negative price', 'refuse a negative price quickly'));
    const judged = judgeDraft(vague, undefined);
    assert.equal(judged.overall_verdict, 'approved_with_notes');
    assert.match(judged.warnings.join('\n'), /:19: "quickly" in "FR-002" cannot be tested/);
    const wider = {
      ...clarification.scope_definition,
      in_scope: [{ item: 'Newsletter subscriptions', confirmed_by: 'user_explicit' as const }],
    };
    const { results } = checkDraft(
      { text: DRAFT, path: 'a.yaml', hash: '' },
      { intake, clarification: { ...clarification, scope_definition: wider } },
    );
    assert.equal(results.find((each) => each.check_id === 'scope')?.status, 'warn');
  });

  it('adds what a model found, with numbers that go on', () => {
    const checked = check(DRAFT.replace('id: FR-002', 'id: FR-001'));
    const told = { issue_id: 'ISSUE-001', location: 'FR-001', description: 'no limit', suggested_fix: 'say how many' };
    const judged = judgeDraft(checked, { blocking_issues: [told], warnings: ['short'], strengths: [] });
    const numbers = judged.blocking_issues.map(({ issue_id }) => issue_id);
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => `ISSUE-00${index + 1}`),
    );
    assert.equal(judged.blocking_issues.at(-1)?.description, 'no limit');
  });

  it('never throws, whatever the text', () => {
    const lines = DRAFT.split('\n');
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.string({ maxLength: 20 }), (line, added) => {
        const { results } = check(lines.with(line, added).join('\n'));
        assert.equal(results[0]?.check_id, 'schema');
      }),
      { numRuns: 100 },
    );
  });
});
