import assert from 'node:assert/strict';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { exemptionFor } from '../../../../../src/core/conformance/exemptions/exemptionFor';
import { readExemption } from '../../../../../src/core/conformance/exemptions/readExemption';
import { findingLine } from '../../../../../src/core/conformance/formats/findingLine';

const WHOLE = `id: e1
contract_id: own
check_ids: [no-print]
reason: It is a program for people.
approved_by: Ada
approved_date: '2026-01-01'
status: active
scope: {type: file_pattern, patterns: ['cli/**']}
expires: '2026-06-30'
ticket: SHOP-1
`;
const VIOLATION = { id: 'V-000000000001', contract: 'own', check: 'no-print', path: 'cli/a.py' };

function read(text: string, today = '2026-06-30') {
  const findings = new Findings();
  const exemption = readExemption({ path: 'e.yaml', text }, today, findings);
  return { exemption, said: findings.all.map(findingLine) };
}

describe('an exemption', () => {
  it('lets through what it names, up to and with its last day', () => {
    const { exemption, said } = read(WHOLE);
    assert.deepEqual(said, []);
    assert.ok(exemption?.state === 'active');
    assert.equal(exemptionFor(VIOLATION, [exemption]), exemption);
    for (const other of [{ contract: 'other' }, { check: 'other' }, { path: 'src/a.py' }, { path: undefined }])
      assert.equal(exemptionFor({ ...VIOLATION, ...other }, [exemption]), undefined);
    assert.equal(read(WHOLE, '2026-07-01').exemption?.state, 'expired');
    assert.equal(read(WHOLE.replace(/expires.*/, 'expires: 2026-06-30T12:00:00Z')).exemption?.expires, '2026-06-30');
    assert.equal(read(WHOLE.replace('active', 'expired')).exemption?.state, 'expired');
  });

  it('may be about violations by their ids, or about a check everywhere', () => {
    const byId = read(
      WHOLE.replace(/scope: .*/, 'scope: {type: violation_id, violation_ids: [V-000000000001]}'),
    ).exemption;
    const everywhere = read(WHOLE.replace(/scope: .*/, 'scope: {type: global}').replace('no-print', "'*'")).exemption;
    assert.ok(byId && everywhere);
    assert.equal(exemptionFor({ ...VIOLATION, path: undefined }, [byId]), byId);
    assert.equal(exemptionFor({ ...VIOLATION, id: 'V-000000000002' }, [byId]), undefined);
    assert.equal(exemptionFor({ ...VIOLATION, check: 'other', path: undefined }, [everywhere]), everywhere);
  });

  it('that is not understood as a whole lets nothing through, and says why', () => {
    const broken: readonly (readonly [RegExp, string, RegExp])[] = [
      [/^reason.*$/m, '', /no "reason"/],
      [/^approved_by.*$/m, 'approved_by: ""', /nobody is named/],
      [/^check_ids.*$/m, 'check_ids: []', /no "check_ids"/],
      [/^status.*$/m, 'status: forever', /"status" is "forever"/],
      [/^expires.*$/m, 'expires: soon', /"expires" is no day/],
      [/^expires.*$/m, "expires: '2026-02-30'", /"expires" is no day/],
      [/^scope.*$/m, '', /there is no "scope"/],
      [/^scope.*$/m, 'scope: {type: moon}', /"type" is "moon"/],
      [/^scope.*$/m, 'scope: {type: file_pattern, patterns: [../x]}', /leads out of the project/],
      [/^scope.*$/m, 'scope: {type: file_pattern, patterns: [a], lines: [1, 9]}', /lines move/],
      [/^expires.*$/m, "expires: '2099-01-019999'", /"expires" is no day/],
      [
        /^scope.*$/m,
        'scope: {type: check_id, patterns: [src/a.py]}',
        /"patterns" is nothing of a scope of the type check_id/,
      ],
      [/^scope.*$/m, 'scope: {type: global, paths: [src/a.py]}', /"paths" is nothing of/],
      [
        /^scope.*$/m,
        'scope: {type: file_pattern, patterns: [a], exclude_patterns: [b]}',
        /"exclude_patterns" is nothing/,
      ],
      [/^contract_id.*$/m, 'contract_id: [own]', /"contract_id" is a list/],
      [/^/, '\t', /Not valid YAML/],
    ];
    for (const [what, instead, expected] of broken) {
      const { exemption, said } = read(WHOLE.replace(what, instead));
      assert.equal(exemption, undefined, instead);
      assert.match(said.join('\n'), expected);
    }
  });
});
