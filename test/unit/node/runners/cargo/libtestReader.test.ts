import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CargoTests } from '../../../../../src/node/runners/cargo/cargoTests';
import { LibtestReader } from '../../../../../src/node/runners/cargo/libtestReader';
import { scanRustTests } from '../../../../../src/node/runners/cargo/scanRustTests';
import { RunLedger } from '../../../../../src/node/runners/runLedger';

const PLACES = { root: '/project', workspaceRoot: '/project' };
const SOURCE = ['first', 'second', 'third'].map((name) => `#[test]\nfn ${name}() {}\n`).join('');

function read(lines: readonly string[]): RunLedger {
  const target = { package: 'shop', kind: 'test', name: 'a', file: 'tests/a.rs', edition: '2021' } as const;
  const files = [{ path: 'tests/a.rs', target, module: '', declared: scanRustTests('tests/a.rs', SOURCE) }];
  const tests = new CargoTests(files, PLACES, undefined);
  const reader = new LibtestReader(tests, PLACES);
  const ledger = new RunLedger();
  ledger.add({ kind: 'known', tests: tests.declared });
  for (const line of ['{"reason":"build-finished","success":true}', ...lines]) {
    for (const record of reader.read(line)) ledger.add(record);
  }
  for (const record of reader.finish()) ledger.add(record);
  return ledger;
}

const BEGIN = ['', 'running 3 tests'];
const summary = (passed: number, failed: number): string =>
  `test result: FAILED. ${passed} passed; ${failed} failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s`;

describe('what libtest prints', () => {
  it('names the test that was running when the run was ended', () => {
    const ledger = read([...BEGIN, 'test first ... ok', 'test second ... ']);
    assert.equal(ledger.ended, false);
    ledger.close({ kind: 'timed-out', limitMs: 1000 });
    assert.deepEqual(
      ledger.inOrder([]).map(({ outcome, name }) => `${outcome} ${name}`),
      ['passed first', 'timed-out second', 'not-run third'],
    );
  });

  it('may have the output of a child inside a line', () => {
    const ledger = read([
      ...BEGIN,
      ...['test first ... all is ok', '', 'and more', 'ok', 'test second ... FAILED', 'test third ... noiseok', ''],
      ...['failures:', '', '---- second stdout ----', 'Error: 1', '', 'failures:', '    second', '', summary(2, 1)],
    ]);
    assert.deepEqual(
      ledger.inOrder([]).map(({ outcome, name, failure }) => `${outcome} ${name} ${failure?.message ?? ''}`.trim()),
      ['passed first', 'passed third', 'failed second 1'],
    );
    assert.deepEqual([ledger.deaths, ledger.ended], [[], true]);
  });

  it('says that a program with a harness of its own reported nothing', () => {
    const ledger = read(['all fine']);
    assert.match(ledger.deaths.join(), /harness of its own/);
  });

  it('is never believed when more tests passed by their lines than by the summary', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'ok',
        'FAILED',
        '',
        'failures:',
        'running 3 tests',
        'test first ... ok',
        'test second ... ',
        'test x ... ok',
        'test third ... FAILED',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.nat(3), fc.nat(3), (lines, passed, failed) => {
        const ledger = read([...BEGIN, ...lines, summary(passed, failed)]);
        const results = ledger.inOrder([]).filter((test) => test.outcome === 'passed');
        assert.ok(results.length <= passed || ledger.deaths.length > 0 || !ledger.ended);
      }),
    );
  });
});
