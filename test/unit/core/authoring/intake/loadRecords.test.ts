import assert from 'node:assert/strict';
import { loadRecords } from '../../../../../src/core/authoring/intake/loadRecords';
import { openQuestions, stateOf } from '../../../../../src/core/authoring/intake/workflow';
import { sha256 } from '../../../../../src/node/hash';
import { memoryReader } from '../../../../kit/memoryReader';
import { must } from '../../../../kit/must';
import { ANALYSIS, CLARIFICATION, DRAFT, INTAKE } from '../../../../kit/sampleRequest';

const ALL = {
  'outputs/intake_record.yaml': INTAKE,
  'outputs/clarification_log.yaml': CLARIFICATION,
  'outputs/analysis_report.yaml': ANALYSIS,
  'outputs/specification.yaml': DRAFT,
};

function load(files: Readonly<Record<string, string>>) {
  return loadRecords({ reader: memoryReader(files), links: { probe: async () => 'inside' }, hash: sha256 });
}

describe('the records that lie in a project', () => {
  it('are gone on with where another tool left them', async () => {
    const { records, draftText } = must(await load(ALL));
    assert.equal(stateOf(records), 'validate');
    assert.equal(draftText, DRAFT);
    assert.equal(openQuestions(records).length, 1);
  });

  it('of another request are not taken for those of this one', async () => {
    const mine = `${INTAKE}agentforge: {request: '0000000000000000'}\n`;
    const other = `${CLARIFICATION}agentforge: {request: '1111111111111111'}\n`;
    const files = { ...ALL, 'outputs/intake_record.yaml': mine, 'outputs/clarification_log.yaml': other };
    const { records, texts } = must(await load(files));
    assert.equal(records.clarification, undefined);
    assert.equal(texts.clarification_log, '');
    assert.equal(records.draft, undefined);
    assert.equal(stateOf(records), 'clarify');
  });

  it('that are tied to nothing are not taken for those of a request of our own', async () => {
    const mine = `${INTAKE}agentforge: {request: '0000000000000000', specification: outputs/specification.yaml}\n`;
    const { records, texts } = must(await load({ ...ALL, 'outputs/intake_record.yaml': mine }));
    assert.deepEqual([records.clarification, records.analysis, texts.analysis_report], [undefined, undefined, '']);
  });

  it('tell an approved draft from one about whose request something else was decided since', async () => {
    const { records } = must(await load(ALL));
    const ties = `agentforge: {judged: '${records.draft?.hash}', decided: '${records.decided}'}`;
    const report = `overall_verdict: approved\nchecklist_results: []\n${ties}\n`;
    const judged = { ...ALL, 'outputs/validation_report.yaml': report };
    assert.equal(stateOf(must(await load(judged)).records), 'approved');
    const answered = {
      ...judged,
      'outputs/clarification_log.yaml': CLARIFICATION.replace('answer: No', 'answer: Yes'),
    };
    assert.equal(stateOf(must(await load(answered)).records), 'validate');
    const asked = { ...judged, 'outputs/intake_record.yaml': INTAKE.replace('adds up', 'multiplies') };
    assert.equal(stateOf(must(await load(asked)).records), 'validate');
  });

  it('tell answers that say something else from those that are only written otherwise', async () => {
    const answersOf = async (log: string) => {
      const files = { ...ALL, 'outputs/clarification_log.yaml': log };
      return must(await load(files)).records.answers;
    };
    const before = await answersOf(CLARIFICATION);
    const open = CLARIFICATION.replace(
      'scope_definition',
      "- {question: Which names count?, answer: ''}\nscope_definition",
    );
    assert.equal(await answersOf(`# mine\n${open}`.replace(': No\n', ': "No"\n')), before);
    assert.notEqual(await answersOf(CLARIFICATION.replace('answer: No', 'answer: Yes')), before);
    assert.notEqual(await answersOf(CLARIFICATION.replace('Adding articles', 'Removing articles')), before);
    assert.equal(must(await load({ 'outputs/intake_record.yaml': INTAKE })).records.answers, '');
  });

  it('say with file and line what is wrong with them, and lead nowhere outside', async () => {
    const away = `${INTAKE}agentforge: {specification: ../elsewhere.yaml}\n`;
    const broken = { 'outputs/intake_record.yaml': away, 'outputs/analysis_report.yaml': 'risks_identified: 3\n' };
    const loaded = await load(broken);
    const problems = loaded.ok ? [] : loaded.problem.map((each) => JSON.stringify(each));
    assert.match(problems[0] ?? '', /analysis_report\.yaml","position":\{"line":1,"column":1\}/);
    assert.match(problems.join('\n'), /"risks_identified\\" is the number 3; a list is expected/);
    assert.match(problems.at(-1) ?? '', /"file-unreadable","path":"\.\.\/elsewhere\.yaml"/);
  });
});
