import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GoEventReader } from '../../../../../src/node/runners/go/goEventReader';
import { scanGoTests } from '../../../../../src/node/runners/go/scanGoTests';
import { RunLedger } from '../../../../../src/node/runners/runLedger';

const FILE = 'cart/cart_test.go';
const DECLARED = scanGoTests(FILE, 'func TestA(t *testing.T) {}\nfunc TestB(t *testing.T) {}\n');
const PACKAGE = { importPath: 'example.com/shop/cart', folder: 'cart', files: [FILE], declared: DECLARED };

function read(lines: readonly string[]): RunLedger {
  const reader = new GoEventReader([PACKAGE], { root: '/shop', cwd: '/shop', modules: [] });
  const ledger = new RunLedger();
  ledger.add({ kind: 'known', tests: DECLARED });
  for (const line of lines) for (const record of reader.read(line) ?? []) ledger.add(record);
  return ledger;
}

const event = (Action: string, more: object = {}): string =>
  JSON.stringify({ Action, Package: 'example.com/shop/cart', ...more });

describe('the events of go test', () => {
  it('are not believed where the package and its tests contradict each other', () => {
    const passing = [event('run', { Test: 'TestA' }), event('pass', { Test: 'TestA' })];
    assert.match(read([...passing, event('fail')]).deaths.join(), /none of its tests did/);
    const failing = [event('run', { Test: 'TestA' }), event('fail', { Test: 'TestA' })];
    assert.match(read([...failing, event('pass')]).deaths.join(), /did not/);
    assert.equal(read(passing).ended, false);
  });

  it('of an older Go, which does not say why, still say that a package was not built', () => {
    const ledger = read([event('start'), event('output', { Output: 'FAIL\tcart [build failed]\n' }), event('fail')]);
    assert.deepEqual(
      ledger.inOrder([FILE]).map(({ outcome, name }) => `${outcome} ${name}`),
      ['collection-error TestA', 'collection-error TestB'],
    );
  });

  it('never give a test that did not pass as passed', () => {
    const name = fc.constantFrom('TestA', 'TestB', 'TestA/x', 'TestA/x/y', 'TestC');
    const action = fc.constantFrom('run', 'pause', 'cont', 'output', 'pass', 'fail', 'skip');
    const of = fc.record({
      Action: action,
      Test: name,
      Output: fc.constantFrom('panic: x\n', '    a_test.go:1: no\n', 'text'),
    });
    const whole = fc.record({ Action: fc.constantFrom('start', 'output', 'pass', 'fail'), Output: fc.string() });
    const line = fc.oneof(
      of.map((each) => JSON.stringify({ Package: PACKAGE.importPath, ...each })),
      whole.map((each) => JSON.stringify({ Package: PACKAGE.importPath, ...each })),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const passed = new Set(
          lines.flatMap((each) => (/"Action":"pass"/.test(each) ? (/"Test":"([^"]+)"/.exec(each)?.[1] ?? []) : [])),
        );
        for (const test of read(lines).inOrder([FILE])) assert.ok(test.outcome !== 'passed' || passed.has(test.name));
      }),
    );
  });
});
