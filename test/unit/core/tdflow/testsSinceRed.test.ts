import assert from 'node:assert/strict';
import { contractFiles } from '../../../../src/core/tdflow/contractFiles';
import { testsSinceRed } from '../../../../src/core/tdflow/testsSinceRed';
import { readTestContract } from '../../../../src/core/testcontract/readTestContract';
import { must } from '../../../kit/must';
import { sampleTask } from '../../../kit/sampleTask';
import { passing } from './phaseRun';
import { PhaseWorld } from './phaseWorld';

const TESTS = 'from src.cart import total\n\n\ndef test_total():\n    assert total([1]) == 1\n';
const SAME = { by: 'promise', changes: [], accepted: [] };

describe('the tests since RED', () => {
  let world: PhaseWorld;
  beforeEach(async () => {
    world = await PhaseWorld.make({ 'tests/test_cart.py': TESTS, 'src/cart.py': 'total = sum\n' });
  });
  afterEach(() => world.folder.dispose());

  async function since(
    text: string,
    about: { stored: boolean; reasons?: Record<string, string>; meanwhile?: () => Promise<void> },
  ) {
    await world.folder.write('tests/test_cart.py', TESTS);
    const ports = world.ports(passing);
    const red = await world.record(['tests/test_cart.py']);
    const session = await world.session({ phases: { red } });
    const task = await sampleTask('green', ports, { session });
    if (about.stored) {
      const promised = await readTestContract(await contractFiles(task, ports), ports.trees);
      must(await ports.attempts.saveContract(session.id, red.attempt, promised));
    }
    await world.folder.write('tests/test_cart.py', text);
    await about.meanwhile?.();
    return testsSinceRed(task, about.reasons ?? {}, ports);
  }

  it('are compared by their bytes where nobody stored what they promise', async () => {
    assert.deepEqual(await since(TESTS, { stored: false }), { by: 'bytes', files: [], accepted: [] });
    const commented = `# why\n${TESTS}`;
    const files = ['tests/test_cart.py'];
    assert.deepEqual(await since(commented, { stored: false }), { by: 'bytes', files, accepted: [] });
  });

  it('are compared by what they promise where that was stored: a comment changes nothing, an assertion does', async () => {
    assert.deepEqual(await since(`# why\n${TESTS}`, { stored: true }), SAME);
    const weaker = await since(TESTS.replace('== 1', '>= 1'), { stored: true });
    assert.ok(weaker.by === 'promise');
    assert.deepEqual(
      weaker.changes.map(({ file, test }) => [file, test]),
      [['tests/test_cart.py', 'test_total']],
    );
  });

  it('are not those of another component in the same folder', async () => {
    const other = 'def test_other():\n    assert 1 == 1\n';
    await world.folder.write('tests/test_other.py', other);
    const beside = () => world.folder.write('tests/test_other.py', other.replace('==', '>='));
    assert.deepEqual(await since(TESTS, { stored: true, meanwhile: beside }), SAME);
    const settings = () =>
      world.folder.write('tests/conftest.py', 'import src.cart\nsrc.cart.total = lambda items: 1\n');
    const patched = await since(TESTS, { stored: true, meanwhile: settings });
    assert.ok(patched.by === 'promise' && patched.changes.some(({ file }) => file === 'tests/conftest.py'));
  });

  it('may be changed where a person has given a reason', async () => {
    const reasons = { 'tests/test_cart.py': 'the price list changed' };
    const weaker = TESTS.replace('== 1', '>= 1');
    const accepted = ['tests/test_cart.py'];
    assert.deepEqual(await since(weaker, { stored: false, reasons }), { by: 'bytes', files: [], accepted });
    assert.deepEqual(await since(weaker, { stored: true, reasons }), { ...SAME, accepted });
  });
});
