import assert from 'node:assert/strict';
import { withStatus } from '../../../../../src/core/authoring/intake/draftStatus';
import { DRAFT } from '../../../../kit/sampleRequest';

const PATH = 'outputs/specification.yaml';
const LEAST = 'requirements: []\n';

describe('what a draft says of its own status', () => {
  const APPROVED = DRAFT.replace('status: draft', 'status: approved');

  it('follows the verdict, and changes no other byte', () => {
    assert.equal(withStatus(DRAFT, PATH, 'approved'), APPROVED);
    assert.equal(withStatus(APPROVED, PATH, 'draft'), DRAFT);
    const own = `# mine\nmetadata:\n    status:   "review" # by hand\n    spec_id: cart\n${LEAST}`;
    assert.equal(withStatus(own, PATH, 'approved'), own.replace('"review"', '"approved"'));
    const flow = `metadata: {spec_id: cart, status: draft}\n${LEAST}`;
    assert.equal(withStatus(flow, PATH, 'approved'), flow.replace('draft', 'approved'));
  });

  it('stays where it says no less and no more', () => {
    for (const [status, verdict] of [
      ['implemented', 'approved'],
      ['review', 'draft'],
    ] as const) {
      const text = DRAFT.replace('status: draft', `status: ${status}`);
      assert.equal(withStatus(text, PATH, verdict), text);
    }
  });

  it('is added where there is none, and never in a way that breaks the file', () => {
    const none = DRAFT.replace('  status: draft\n', '');
    assert.equal(withStatus(none, PATH, 'approved'), none.replace('  spec_id', '  status: approved\n  spec_id'));
    assert.equal(withStatus(none, PATH, 'draft'), none);
    for (const text of [
      `metadata: {spec_id: cart}\n${LEAST}`,
      `metadata:\n  spec_id: cart\n  status:\n${LEAST}`,
      `metadata: &all\n  spec_id: cart\n  status: &now draft\nagain: *now\n${LEAST}`,
      'metadata: [\n',
      LEAST,
    ]) {
      assert.equal(withStatus(text, PATH, 'approved'), text);
    }
  });
});
