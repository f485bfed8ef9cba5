import assert from 'node:assert/strict';
import { clarified, suggestedAnswers } from '../../../../../src/core/authoring/intake/clarify';
import { intakeRows, nextSentence } from '../../../../../src/core/authoring/intake/intakeRows';
import { readAnswers } from '../../../../../src/core/authoring/intake/readAnswers';
import { readRecord } from '../../../../../src/core/authoring/intake/recordShape';
import {
  analysisReport,
  clarificationLog,
  intakeRecord,
  validationReport,
} from '../../../../../src/core/authoring/intake/records';
import type { IntakeRecords } from '../../../../../src/core/authoring/intake/workflow';
import {
  olderThanAnswers,
  openQuestions,
  outOfOrder,
  STEPS,
  stateOf,
} from '../../../../../src/core/authoring/intake/workflow';
import { editYaml } from '../../../../../src/core/lib/yaml';
import { must } from '../../../../kit/must';
import { ANALYSIS, CLARIFICATION, INTAKE } from '../../../../kit/sampleRequest';

const intake = must(readRecord(INTAKE, 'intake_record', intakeRecord));
const clarification = must(readRecord(CLARIFICATION, 'clarification_log', clarificationLog));
const analysis = must(readRecord(ANALYSIS, 'analysis_report', analysisReport));
const draft = { path: 'outputs/specification.yaml', hash: '0123456789abcdef' };
const NOTHING: IntakeRecords = {
  intake: undefined,
  clarification: undefined,
  analysis: undefined,
  draft: undefined,
  report: undefined,
  decided: 'fedcba9876543210',
  answers: 'a0',
  revisedFor: undefined,
};
const UNTIED = {
  ...{ request: undefined, specification: undefined, answers: undefined },
  ...{ judged: undefined, decided: undefined, abandoned: undefined },
};

function reportOn(judged: string, verdict: string) {
  const text = `overall_verdict: ${verdict}\nchecklist_results: []\nagentforge: {judged: '${judged}', decided: '${NOTHING.decided}'}\n`;
  return must(readRecord(text, 'validation_report', validationReport));
}

describe('the states of a request', () => {
  it('follow from its records', () => {
    const clear = { ...NOTHING, intake, clarification };
    const drafted = { ...clear, analysis, draft };
    const abandoned = { ...UNTIED, abandoned: 'today' };
    const blocked = { ...clarification, questions_asked: [] };
    const states: readonly (readonly [IntakeRecords, string])[] = [
      [NOTHING, 'intake'],
      [{ ...NOTHING, intake }, 'clarify'],
      [{ ...clear, clarification: blocked }, 'clarify'],
      [clear, 'analyze'],
      [{ ...clear, analysis }, 'draft'],
      [drafted, 'validate'],
      [{ ...drafted, report: reportOn('another draft', 'approved') }, 'validate'],
      [{ ...drafted, report: reportOn(draft.hash, 'needs_revision') }, 'revise'],
      [{ ...drafted, report: reportOn(draft.hash, 'approved_with_notes') }, 'approved'],
      [{ ...drafted, intake: { ...intake, agentforge: abandoned } }, 'abandoned'],
    ];
    assert.deepEqual(
      states.map(([records]) => stateOf(records)),
      states.map(([, state]) => state),
    );
  });

  it('say which step may follow, and what to do when it may not', () => {
    const may = (records: IntakeRecords) => STEPS.filter((step) => outOfOrder(step, records) === undefined);
    assert.deepEqual(may(NOTHING), ['intake']);
    assert.deepEqual(may({ ...NOTHING, intake }), ['clarify']);
    assert.deepEqual(may({ ...NOTHING, intake, clarification, analysis }), ['clarify', 'analyze', 'draft']);
    const approved = { ...NOTHING, intake, clarification, analysis, draft, report: reportOn(draft.hash, 'approved') };
    assert.deepEqual(may(approved), STEPS);
    assert.deepEqual(outOfOrder('validate', { ...NOTHING, intake, clarification }), {
      kind: 'phase-out-of-order',
      detail: '"validate" comes later: the project was not looked at yet.',
      remedy: 'Go on with: agentforge analyze',
    });
    assert.match(
      JSON.stringify(outOfOrder('intake', { ...NOTHING, intake })),
      /Another request is at work: .*Let visitors.*agentforge clarify.*agentforge intake --abandon/,
    );
    assert.deepEqual(
      intakeRows({ ...NOTHING, intake }).map(({ step, state }) => `${step} ${state}`),
      ['intake done', 'clarify next', 'analyze later', 'draft later', 'validate later'],
    );
  });
});

describe('answers that changed since', () => {
  const by = (answers: string | undefined) => ({ ...UNTIED, answers });
  const drafted = (analysed: string | undefined, written: string | undefined): IntakeRecords => ({
    ...{ ...NOTHING, clarification, draft },
    intake: { ...intake, agentforge: by(written) },
    analysis: { ...analysis, agentforge: by(analysed) },
  });

  it('make the analysis old, and the draft until it is written or revised by them', () => {
    assert.deepEqual(olderThanAnswers(drafted('a0', 'a0')), []);
    assert.deepEqual(olderThanAnswers(drafted('a1', 'a1')), ['analyze', 'draft']);
    assert.deepEqual(olderThanAnswers(drafted('a1', 'a0')), ['analyze']);
    assert.deepEqual(olderThanAnswers({ ...drafted('a0', 'a1'), draft: undefined }), []);
    assert.deepEqual(olderThanAnswers({ ...drafted('a0', 'a1'), revisedFor: 'a0' }), []);
    assert.deepEqual(olderThanAnswers(drafted(undefined, undefined)), [], 'of another tool nobody knows');
    const approved = { ...drafted('a1', 'a1'), report: reportOn(draft.hash, 'approved') };
    assert.deepEqual(olderThanAnswers(approved), [], 'it was judged by the answers as they are');
  });

  it('are told with what to do', () => {
    const records = drafted('a1', 'a1');
    assert.equal(
      nextSentence(stateOf(records), records),
      'The analysis is older than the answers: run analyze again. The draft is older than the answers: run draft again. Next: agentforge validate',
    );
    const rows = intakeRows(records).map(({ step, state, detail }) => `${state} ${step} ${detail}`);
    assert.equal(rows[2], 'old analyze outputs/analysis_report.yaml, older than the answers: agentforge analyze');
    assert.equal(rows[3], 'old draft outputs/specification.yaml, older than the answers: agentforge draft');
  });
});

describe('clarifying a request', () => {
  const open = openQuestions({ intake, clarification: undefined });

  it('asks what blocks first, and keeps what was answered', () => {
    assert.deepEqual(
      open.map(({ priority }) => priority),
      ['blocking', 'nice_to_know'],
    );
    assert.deepEqual(
      openQuestions({ intake, clarification }).map(({ question }) => question),
      ['Which names count?'],
    );
    const later = clarified({ intake, clarification }, [{ question: 'Which names count?', answer: 'All', by: 'user' }]);
    const text = must(editYaml(`# mine\n${CLARIFICATION}`, later));
    assert.ok(text.startsWith('# mine\n'), text);
    const log = must(readRecord(text, 'clarification_log', clarificationLog));
    assert.deepEqual(
      log.questions_asked.map(({ answer }) => answer),
      ['No', 'All'],
    );
    assert.equal(log.scope_definition.in_scope[0]?.item, 'Adding articles to the cart');
  });

  it('takes suggestions for assumptions, and leaves the rest open', () => {
    const text = must(editYaml('', clarified({ intake, clarification: undefined }, suggestedAnswers(open))));
    const log = must(readRecord(text, 'clarification_log', clarificationLog));
    assert.equal(log.assumptions_made[0]?.assumption, 'May a price be negative? No, it is refused');
    assert.deepEqual(
      openQuestions({ intake, clarification: log }).map(({ question }) => question),
      ['Which names count?'],
    );
  });

  it('reads answers in their order, by number, and by question', () => {
    for (const text of [
      '- Never\n- All\n',
      '1: Never\n2: All\n',
      '["Never", "All"]',
      'Which names count?: All\nMay a price be negative?: Never\n',
      'questions_asked:\n- {question: May a price be negative?, answer: Never}\n- {question: Which names count?, answer: All}\n',
    ]) {
      const answers = new Map(must(readAnswers(text, open)).map(({ question, answer }) => [question, answer]));
      assert.deepEqual([...answers.entries()].sort(), [
        ['May a price be negative?', 'Never'],
        ['Which names count?', 'All'],
      ]);
    }
    const wrong = readAnswers('1: Never\n3: All\n', open);
    assert.match(wrong.ok ? '' : wrong.problem, /^Line 2 of the answers: there is no open question "3"/);
  });
});
