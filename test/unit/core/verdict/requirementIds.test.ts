import assert from 'node:assert/strict';
import type { TestPromise } from '../../../../src/core/testcontract/testContract';
import { requirementIds, specifiedIds } from '../../../../src/core/verdict/requirementIds';
import { testResult } from '../../../kit/testReport';

interface Told {
  readonly text?: string;
  readonly line?: number;
  readonly specified?: string;
  readonly facts?: Partial<TestPromise>;
}

function idsOf(name: string, { text, line = 1, specified = '', facts }: Told = {}): readonly string[] {
  const promise =
    facts === undefined ? undefined : ({ markers: [], line, endLine: line, ...facts } as unknown as TestPromise);
  return requirementIds(
    { ...testResult(name, 'failed'), line },
    { facts: promise, text, specified: specifiedIds(specified) },
  );
}

describe('the requirements of a test', () => {
  it('stand in its name, in any spelling that a name allows', () => {
    assert.deepEqual(idsOf('test_fr_001_total_of_nothing'), ['FR-001']);
    assert.deepEqual(idsOf('test_FR001'), ['FR-001']);
    assert.deepEqual(idsOf('AC-3: starts empty'), []);
    assert.deepEqual(idsOf('AC-03: starts empty, and so says NFR-12'), ['AC-003', 'NFR-012']);
    assert.deepEqual(idsOf('TestCart::test_ac_12'), ['AC-012']);
  });

  it('are not seen in what only looks like one', () => {
    for (const name of ['test_r2', 'test_back_12', 'test_usb_12', 'test_fr_12345', 'test_frame_01', 'test_x_1']) {
      assert.deepEqual(idsOf(name), [], name);
    }
  });

  it('are not seen in code and prose that only looks like one', () => {
    const text = 'def test_total():\n    req12 = ask(us34, r99)\n    ac_10 = sha1("UTF-8")  # req 12, ac10\n';
    assert.deepEqual(idsOf('test_total', { text, facts: { endLine: 3 } }), []);
    const specified = 'REQ-12: asks. AC-10: answers in UTF-8. US-34: is told. R-99: rests';
    assert.deepEqual(idsOf('test_total', { text, facts: { endLine: 3 }, specified }), ['UTF-008']);
    const written = 'def test_total():\n    """REQ-12, AC10 and us_034"""\n';
    assert.deepEqual(idsOf('test_total', { text: written, facts: { endLine: 2 }, specified }), [
      ...['AC-010', 'REQ-012', 'US-034'],
    ]);
  });

  it('are those that are demanded, and not whatever its text has beside them', () => {
    const ids = specifiedIds('AC-10: answers in UTF-8', ['AC-10', 'FR-7.1', '2']);
    assert.deepEqual([...ids], ['AC-010']);
    assert.deepEqual([...specifiedIds('see REQ-4', ['1', 'Total'])], ['REQ-004'], 'where they have another form');
  });

  it('are those of the specification where it has ids, whatever their prefix', () => {
    const specified = 'CART-7: totals. FR-001: a requirement';
    assert.deepEqual(idsOf('CART-7 totals', { specified }), ['CART-007']);
    assert.deepEqual(idsOf('test_fr_1 and FR-002 and UTF-8', { specified }), ['FR-001']);
  });

  it('stand in its docstring and body, and in comments and markers right above it', () => {
    const text = [
      '# FR-009 is of another test',
      'def test_other(): ...',
      '',
      '# covers FR-001',
      '@pytest.mark.requirement("AC-002")',
      'def test_total():',
      '    """NFR-003: in no time."""',
      '    assert True  # AC-004',
      '',
      'def test_next():',
      '    """FR-005"""',
    ].join('\n');
    assert.deepEqual(idsOf('test_total', { text, line: 6 }), ['AC-002', 'AC-004', 'FR-001', 'NFR-003']);
    assert.deepEqual(idsOf('test_total', { text, line: 6, facts: { endLine: 7 } }), ['AC-002', 'FR-001', 'NFR-003']);
    assert.deepEqual(idsOf('test_total', { facts: { markers: ['requirement("FR-010")'] } }), ['FR-010']);
  });
});
