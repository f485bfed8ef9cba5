import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestResult } from '../../../../../src/core/testrun/report';
import { CargoTests } from '../../../../../src/node/runners/cargo/cargoTests';
import { NextestReader } from '../../../../../src/node/runners/cargo/nextestReader';
import { scanRustTests } from '../../../../../src/node/runners/cargo/scanRustTests';
import { RunLedger } from '../../../../../src/node/runners/runLedger';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';

const RECORDED = path.join(repositoryRoot, 'test/fixtures/reports/nextest');
const PLACES = { root: '/project', workspaceRoot: '/project' };

/** What nextest 0.9.148 printed of a library, `lib.rs`, and a program of tests, `cart.rs`. */
async function readRecorded(
  name: string,
): Promise<{ readonly results: readonly TestResult[]; readonly built: boolean | undefined }> {
  const file = async (kind: 'lib' | 'test', at: string, text: string) => ({
    path: at,
    target: { package: 'shop', kind, name: kind === 'lib' ? 'shop' : 'cart', file: at, edition: '2021' },
    module: '',
    declared: scanRustTests(at, await readFile(path.join(RECORDED, text), 'utf8')),
  });
  const files = [await file('lib', 'src/lib.rs', 'lib.rs'), await file('test', 'tests/cart.rs', 'cart.rs')];
  const tests = new CargoTests(files, PLACES, undefined);
  const reader = new NextestReader(tests, PLACES);
  const ledger = new RunLedger();
  for (const line of (await readFile(path.join(RECORDED, name), 'utf8')).split('\n')) {
    for (const record of reader.read(line)) ledger.add(record);
  }
  if (reader.built === false) for (const record of tests.notCompiled()) ledger.add(record);
  return { results: ledger.inOrder(files.map((each) => each.path)), built: reader.built };
}

describe('a recorded run of cargo nextest', () => {
  it('gives each test its outcome, with message, place and what was compared', async () => {
    const { results, built } = await readRecorded('run.jsonl');
    assert.equal(built, true);
    assert.deepEqual(results.map(({ outcome, id, line }) => `${outcome} ${id} ${line}`).toSorted(), [
      'crashed tests/cart.rs::aborts 4',
      'failed tests/cart.rs::adds 9',
      'failed tests/cart.rs::later 23',
      'failed tests/cart.rs::must_panic 29',
      'passed src/lib.rs::tests::at_root 12',
      'passed tests/cart.rs::passes 32',
      'skipped tests/cart.rs::ignored 20',
      'timed-out tests/cart.rs::hangs 14',
    ]);
    const adds = results.find((test) => test.name === 'adds');
    assert.deepEqual([adds?.failure?.exception, adds?.failure?.actual, adds?.failure?.expected], ['', '-1', '3']);
    assert.ok((adds?.durationMs ?? 0) > 0);
    const later = results.find((test) => test.name === 'later');
    assert.deepEqual(
      later?.failure?.frames?.map(({ file, line }) => `${file}:${line}`),
      ['src/lib.rs:6', 'tests/cart.rs:24'],
    );
  });

  it('names what is missing when it was not built', async () => {
    const { results, built } = await readRecorded('notCompiled.jsonl');
    assert.equal(built, false);
    assert.equal(
      results.every(({ outcome, file }) => outcome === 'collection-error' && file === 'tests/cart.rs'),
      true,
    );
    assert.equal(results[0]?.failure?.missingModule, 'shop::basket');
  });
});
