import assert from 'node:assert/strict';
import type { LoadedRecords } from '../../../../../src/core/authoring/intake/loadRecords';
import { loadRecords, markOf } from '../../../../../src/core/authoring/intake/loadRecords';
import { takeBackStep } from '../../../../../src/core/authoring/intake/takeBackStep';
import { openQuestions, stateOf } from '../../../../../src/core/authoring/intake/workflow';
import { writeAnswers } from '../../../../../src/core/authoring/intake/writeAnswers';
import { writeRecord } from '../../../../../src/core/authoring/intake/writeRecord';
import { writeTexts } from '../../../../../src/core/authoring/writeTexts';
import { DEFAULT_CONFIG } from '../../../../../src/core/config/config';
import type { Ports } from '../../../../../src/core/tdflow/ports';
import { sessionId } from '../../../../../src/core/tdflow/session';
import { sha256 } from '../../../../../src/node/hash';
import { checked } from '../../../../kit/checked';
import { must } from '../../../../kit/must';
import { nodePorts } from '../../../../kit/nodePorts';
import { ANALYSIS, CLARIFICATION, DRAFT, INTAKE } from '../../../../kit/sampleRequest';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

const INTAKE_FILE = 'outputs/intake_record.yaml';
const LOG = 'outputs/clarification_log.yaml';
const SPECIFICATION = 'outputs/specification.yaml';
const MARK = markOf('Let visitors put articles into a cart', { hash: sha256 });
const TIE = `agentforge: {request: '${MARK}'}\n`;
const ALL_NAMES = [{ question: 'Which names count?', answer: 'All', by: 'user' as const }];

describe('writing into a record', () => {
  let folder: TemporaryWorkspace;
  let ports: Ports;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ [INTAKE_FILE]: `${INTAKE}${TIE}`, [LOG]: `${CLARIFICATION}${TIE}` });
    ports = nodePorts(folder.root);
  });

  afterEach(() => folder.dispose());

  const work = (loaded: LoadedRecords, id = sessionId(new Date(0), 0.5)) => ({
    loaded,
    config: DEFAULT_CONFIG,
    session: { id },
  });
  const load = async () => must(await loadRecords(ports));

  it('keeps what a person wrote into it since it was read', async () => {
    const loaded = await load();
    await folder.write(INTAKE_FILE, `${INTAKE.replace('small', 'large')}mine: too\n${TIE}`);
    const ties = { specification: SPECIFICATION };
    must(await writeRecord(work(loaded), 'intake_record', { changes: {}, ties }, ports));
    const text = await folder.text(INTAKE_FILE);
    assert.match(text, /detected_scope: large\n[\s\S]*mine: too\n/);
    assert.equal((await load()).records.intake?.agentforge?.specification, SPECIFICATION);
  });

  it('keeps answers that a person wrote into the log while they were asked', async () => {
    const loaded = await load();
    await folder.write(LOG, `${CLARIFICATION.replace('answer: No', 'answer: Never')}${TIE}`);
    must(await writeAnswers(work(loaded), ALL_NAMES, ports));
    const { records } = await load();
    assert.deepEqual(
      records.clarification?.questions_asked.map(({ answer }) => answer),
      ['Never', 'All'],
    );
    assert.deepEqual(openQuestions(records), []);
  });

  it('writes nothing into one that was removed, broken, or made for another request since', async () => {
    const other = `${CLARIFICATION}agentforge: {request: '1111111111111111'}\n`;
    for (const text of ['', 'questions_asked: 3\n', other]) {
      await folder.write(LOG, `${CLARIFICATION}${TIE}`);
      const loaded = await load();
      await folder.write(LOG, text);
      const written = await writeRecord(work(loaded), 'clarification_log', { changes: { deferred: [] } }, ports);
      assert.deepEqual(written, { ok: false, problem: { kind: 'base-changed', paths: [LOG] } });
      assert.equal(await folder.text(LOG), text);
    }
  });

  it('gives no answers to a request that took the place of the one that was asked about', async () => {
    const loaded = await load();
    await folder.write(INTAKE_FILE, `${INTAKE}agentforge: {request: '1111111111111111'}\n`);
    const written = await writeAnswers(work(loaded), ALL_NAMES, ports);
    assert.deepEqual(written, { ok: false, problem: { kind: 'base-changed', paths: [INTAKE_FILE] } });
    assert.equal(await folder.text(LOG), `${CLARIFICATION}${TIE}`);
  });

  it('keeps one that stands under its own name readable, with its comments', async () => {
    const inner = `# mine\n${CLARIFICATION}${TIE}`.replace(/^(?=.)/gm, '  ');
    await folder.write(LOG, `clarification_log:\n${inner}`);
    must(await writeAnswers(work(await load()), ALL_NAMES, ports));
    assert.match(await folder.text(LOG), /^clarification_log:\n +# mine\n/);
    const { records } = await load();
    assert.deepEqual(openQuestions(records), []);
    assert.equal(records.clarification?.agentforge?.request, MARK);
  });

  it('leaves records of another tool, which ties nothing, those of this request', async () => {
    await folder.write(INTAKE_FILE, INTAKE);
    await folder.write(LOG, CLARIFICATION);
    await folder.write('outputs/analysis_report.yaml', ANALYSIS);
    await folder.write('specs/cart.yaml', DRAFT);
    const ties = { specification: 'specs/cart.yaml' };
    must(await writeRecord(work(await load()), 'intake_record', { changes: {}, ties }, ports));
    const { records } = await load();
    assert.equal(records.draft?.path, 'specs/cart.yaml');
    assert.equal(stateOf(records), 'validate');
  });

  it('is taken back together with its draft, or not at all', async () => {
    const { config, session } = work(await load());
    const draft = [{ path: await checked(SPECIFICATION), text: DRAFT }];
    must(await writeTexts({ name: 'draft', config, session }, draft, ports));
    const ties = { specification: SPECIFICATION };
    must(await writeRecord(work(await load()), 'intake_record', { changes: {}, ties }, ports));
    await folder.write(SPECIFICATION, `${DRAFT.replace('Adds up', 'Sums up')}`);
    const before = await folder.snapshot();
    const refused = await takeBackStep(ports);
    assert.deepEqual(refused, { ok: false, problem: { kind: 'rollback-conflict', paths: [SPECIFICATION] } });
    assert.deepEqual(await folder.snapshot(), before);

    await folder.write(SPECIFICATION, DRAFT);
    assert.deepEqual(must(await takeBackStep(ports)), [SPECIFICATION, INTAKE_FILE]);
    assert.equal(await folder.text(INTAKE_FILE), `${INTAKE}${TIE}`);
    assert.equal(stateOf((await load()).records), 'analyze');
  });
});
