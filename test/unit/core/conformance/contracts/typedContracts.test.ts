import assert from 'node:assert/strict';
import type { DeclaredContract } from '../../../../../src/core/conformance/contracts/declaredContract';
import { Findings } from '../../../../../src/core/conformance/contracts/findings';
import { findingsOf } from '../../../../../src/core/conformance/contracts/findingsOf';
import { patternsOf } from '../../../../../src/core/conformance/contracts/patternsOf';
import { readContract } from '../../../../../src/core/conformance/contracts/readContract';
import { resolveContracts } from '../../../../../src/core/conformance/contracts/resolveContracts';
import { unknownChecks } from '../../../../../src/core/conformance/contracts/unknownChecks';
import { findingLine } from '../../../../../src/core/conformance/formats/findingLine';

const BASE = `contract: {name: _base, type: custom}
checks:
  - {id: no-print, type: regex, config: {pattern: 'print'}}
`;
const OWN = `contract: {name: own, type: custom, extends: _base}
checks:
  - {id: no-todo, type: regex, config: {pattern: 'TODO'}}
`;

function declared(files: Readonly<Record<string, string>>): readonly DeclaredContract[] {
  const findings = new Findings();
  return Object.entries(files).flatMap(([path, text]) => readContract({ path, text }, findings) ?? []);
}

describe('a contract that is being typed', () => {
  const others = declared({ 'contracts/base.contract.yaml': BASE, 'contracts/own.contract.yaml': OWN });
  const path = 'contracts/own.contract.yaml';
  const wrongIn = (text: string) => findingsOf({ path, text }, others).map(findingLine);

  it('is held against the others as they are, and not against itself as it was', () => {
    assert.deepEqual(wrongIn(OWN), []);
    assert.deepEqual(wrongIn(OWN.replace('_base', '_bass')), [
      `${path}:1:37: error: There is no contract "_bass" to extend, so its checks are missing here.`,
    ]);
    assert.match(
      wrongIn(OWN.replace('name: own', 'name: _base')).join(),
      /is already in contracts\/base|extends itself/,
    );
    assert.match(wrongIn('contract: [').join(), /Not valid YAML/);
  });

  it('has the patterns of its own checks, with what they inherit', () => {
    const patterns = (text: string) =>
      patternsOf({ path, text }, others).map(({ check, work }) => [
        check.id,
        work.type === 'regex' ? work.written : work.why,
      ]);
    assert.deepEqual(patterns(OWN), [['no-todo', 'TODO']]);
    assert.deepEqual(patterns(`${OWN}  - {id: no-print, severity: info}\n`), [
      ['no-print', 'print'],
      ['no-todo', 'TODO'],
    ]);
    assert.match(String(patterns(OWN.replace("'TODO'", "'(TODO'"))[0]?.[1]), /^its pattern is wrong: /);
  });

  it('says once which of its checks nobody can tell', () => {
    const text = `contract: {name: own, type: custom}
checks:
  - {id: by-python, type: custom, config: {module: m, function: f}}
  - {id: off, enabled: false, type: custom, config: {module: m, function: f}}
  - {id: wrong, type: regex, config: {pattern: '('}}
  - {id: fine, type: regex, config: {pattern: 'x'}}
`;
    const findings = new Findings();
    const contracts = resolveContracts(declared({ [path]: text }), findings);
    const told = findingsOf({ path, text }, []);
    assert.equal(told.length, 1);
    assert.deepEqual(
      unknownChecks(contracts, told).map(({ check, why }) => [check.id, why]),
      [['by-python', 'it is a Python function of the project, which is not run here']],
    );
  });
});
