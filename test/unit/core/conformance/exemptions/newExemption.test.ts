import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { exemptionFor } from '../../../../../src/core/conformance/exemptions/exemptionFor';
import type { ExemptionWish } from '../../../../../src/core/conformance/exemptions/newExemption';
import { daysAfter, isDay, newExemption } from '../../../../../src/core/conformance/exemptions/newExemption';
import { readExemption } from '../../../../../src/core/conformance/exemptions/readExemption';
import { EXEMPTIONS_FOLDER, ruleFile } from '../../../../../src/core/workspace/ownPath';

const VIOLATION = { id: 'V-0123456789ab', contract: 'own', check: 'no-print', path: 'src/a.py' };
const WISH: ExemptionWish = {
  ...{ violation: VIOLATION, scope: 'violation', reason: 'It is for people.', approvedBy: 'Ada' },
  expires: '2027-01-31',
};

function readBack(wish: ExemptionWish) {
  const { id, text } = newExemption(wish, '2026-11-22');
  const findings = new Findings();
  const exemption = readExemption({ path: 'e.yaml', text }, '2026-11-22', findings);
  assert.deepEqual(findings.all, [], text);
  assert.ok(exemption);
  return { id, exemption, text };
}

describe('a new exemption', () => {
  it('lets through the one violation, as it is read back', () => {
    const { id, exemption, text } = readBack(WISH);
    assert.equal(id, 'no-print-0123456789ab');
    assert.deepEqual([exemption.id, exemption.state, exemption.expires], [id, 'active', '2027-01-31']);
    assert.equal(exemptionFor(VIOLATION, [exemption]), exemption);
    assert.equal(exemptionFor({ ...VIOLATION, id: 'V-0123456789ac' }, [exemption]), undefined);
    assert.match(text, /^approved_date: '2026-11-22'$/m);
  });

  it('lets through all of a check in a file, whatever the path has in it', () => {
    for (const path of ['src/a.py', 'src/[id]/a*b?.ts', 'a{b}c/d.ts']) {
      const violation = { ...VIOLATION, path };
      const { exemption } = readBack({ ...WISH, violation, scope: 'file', expires: undefined });
      assert.equal(exemption.expires, undefined);
      assert.equal(exemptionFor({ ...violation, id: 'V-0123456789ac' }, [exemption]), exemption, path);
      assert.equal(exemptionFor({ ...violation, path: 'src/b.py' }, [exemption]), undefined, path);
    }
  });

  it('keeps what people say, and has the name of a file, whatever they and the contracts say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string({ minLength: 1 }), (reason, name, check) => {
        fc.pre(reason.trim() !== '' && name.trim() !== '' && check.trim() === check);
        const wish = { ...WISH, violation: { ...VIOLATION, check }, reason, approvedBy: name };
        const { id, exemption } = readBack(wish);
        assert.ok(ruleFile(EXEMPTIONS_FOLDER, `${id}.yaml`).ok, id);
        assert.deepEqual([exemption.reason, exemption.approvedBy], [reason.trim(), name.trim()]);
        assert.deepEqual(exemption.checks, [check]);
      }),
    );
  });

  it('ends on a day of the calendar', () => {
    assert.equal(daysAfter('2026-12-31', 60), '2027-03-01');
    assert.deepEqual(['2027-02-28', '2027-02-29', 'soon', '2027-1-1'].map(isDay), [true, false, false, false]);
  });
});
