import assert from 'node:assert/strict';
import { intakeStep } from '../../../../../src/core/authoring/intake/intakeStep';
import { loadRecords } from '../../../../../src/core/authoring/intake/loadRecords';
import { runIntakeStep } from '../../../../../src/core/authoring/intake/runIntakeStep';
import { DEFAULT_CONFIG } from '../../../../../src/core/config/config';
import { ok } from '../../../../../src/core/lib/result';
import { pastedProvider } from '../../../../../src/core/model/pastedProvider';
import { decideAll } from '../../../../../src/core/review/review';
import type { Consent } from '../../../../../src/core/tdflow/consent';
import { sessionId } from '../../../../../src/core/tdflow/session';
import { must } from '../../../../kit/must';
import { nodePorts } from '../../../../kit/nodePorts';
import { ANALYSIS, CLARIFICATION, DRAFT, INTAKE } from '../../../../kit/sampleRequest';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

const INTAKE_FILE = 'outputs/intake_record.yaml';

describe('drafting while somebody changes the request', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({
      [INTAKE_FILE]: INTAKE,
      'outputs/clarification_log.yaml': CLARIFICATION,
      'outputs/analysis_report.yaml': ANALYSIS,
    });
  });

  afterEach(() => folder.dispose());

  /** The draft, with the intake record changed while its review is open. */
  async function draft(changed: string) {
    const ports = nodePorts(folder.root);
    const { signal } = new AbortController();
    const session = { id: sessionId(new Date(0), 0.5) };
    const loaded = must(await loadRecords(ports));
    const output = 'specs/cart.yaml';
    const request = { step: 'draft', loaded, output, session, config: DEFAULT_CONFIG, profile: undefined } as const;
    const prepared = must(await intakeStep(request, ports, signal));
    const consent: Consent = {
      async review(review) {
        await folder.write(INTAKE_FILE, changed);
        return ok(decideAll(review, 'accepted'));
      },
      afterFailure: async () => ({ kind: 'take-back' }),
    };
    const provider = pastedProvider(`\`\`\`yaml:specs/cart.yaml\n${DRAFT}\`\`\`\n`);
    const running = runIntakeStep({ request, prepared }, { provider, consent }, ports, signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
    }
  }

  it('keeps what they wrote, and ties the draft to it', async () => {
    assert.equal((await draft(`${INTAKE}mine: too\n`)).kind, 'written');
    assert.match(await folder.text(INTAKE_FILE), /mine: too\nagentforge:\n {2}specification: specs\/cart\.yaml\n/);
    assert.equal(await folder.text('specs/cart.yaml'), DRAFT);
  });

  it('leaves no draft that no record knows of, when the record cannot be written', async () => {
    const broken = 'raw_request: 3\n';
    const before = await folder.snapshot();
    const outcome = await draft(broken);
    assert.deepEqual(outcome, { kind: 'failed', problem: { kind: 'base-changed', paths: [INTAKE_FILE] }, failed: [] });
    await folder.write(INTAKE_FILE, INTAKE);
    assert.deepEqual(await folder.snapshot(), before);
  });
});
