import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Problem } from '../../../../src/core/errors';
import type { Phase } from '../../../../src/core/phase';
import { checkOrder } from '../../../../src/core/tdflow/checkOrder';
import { changedSince, markFiles } from '../../../../src/core/tdflow/fileMarks';
import type { PhaseRecord } from '../../../../src/core/tdflow/session';
import { testFilesOf } from '../../../../src/core/tdflow/testFiles';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('the order of phases', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'tests/test_cart.py': 'a\n', 'tests/test_more.py': 'b\n' });
  });

  afterEach(() => folder.dispose());

  async function problemOf(
    phase: Phase,
    phases: Partial<Record<Phase, PhaseRecord>>,
  ): Promise<Extract<Problem, { kind: 'phase-out-of-order' }> | undefined> {
    const ports = nodePorts(folder.root);
    const session = sampleSession({ components: [sampleComponent('cart', { phases })] });
    const order = await checkOrder(await sampleTask(phase, ports, { session }), ports);
    if (order.ok) return undefined;
    assert.ok(order.problem.kind === 'phase-out-of-order');
    return order.problem;
  }

  const red = async (about: Partial<PhaseRecord> = {}) =>
    sampleRecord({
      files: await markFiles(['tests/test_cart.py', 'tests/test_more.py'], nodePorts(folder.root)),
      ...about,
    });

  it('lets RED and VERIFY begin at any time', async () => {
    assert.equal(await problemOf('red', {}), undefined);
    assert.equal(await problemOf('verify', {}), undefined);
  });

  it('asks of GREEN that RED was reached, of REFACTOR that GREEN was', async () => {
    assert.equal((await problemOf('green', {}))?.detail, 'GREEN of cart needs RED first.');
    assert.equal((await problemOf('green', { red: await red({ state: 'not-reached' }) }))?.remedy, 'Run RED of cart.');
    assert.equal(await problemOf('green', { red: await red() }), undefined);
    assert.equal((await problemOf('refactor', { red: await red() }))?.detail, 'REFACTOR of cart needs GREEN first.');
    assert.equal(await problemOf('refactor', { red: await red(), green: sampleRecord({ files: [] }) }), undefined);
  });

  it('asks that the tests are those that RED proved, whether they were changed or are gone', async () => {
    const record = await red();
    await folder.write('tests/test_cart.py', 'changed\n');
    await rm(folder.path('tests/test_more.py'));
    assert.equal(
      (await problemOf('green', { red: record }))?.detail,
      'The tests are not those that RED proved: tests/test_cart.py, tests/test_more.py changed since.',
    );
  });
});

describe('marks of files', () => {
  it('tell what was changed, deleted, or cannot be looked at any more', async () => {
    const folder = await TemporaryWorkspace.make({ 'a.py': 'a\n', 'b.py': 'b\n', 'c.py': 'c\n', 'd.py': 'd\n' });
    try {
      const ports = nodePorts(folder.root);
      const marks = await markFiles(['a.py', 'b.py', 'a.py', 'c.py', 'd.py', 'gone.py', '../x.py'], ports);
      assert.deepEqual(
        marks.map((mark) => mark.path),
        ['a.py', 'b.py', 'c.py', 'd.py'],
      );
      assert.deepEqual(await changedSince(marks, ports), []);
      await folder.write('a.py', 'a\r\n');
      await rm(folder.path('b.py'));
      await folder.write('c.py', Uint8Array.from([0]));
      assert.deepEqual(await changedSince([...marks, { path: '../x.py', hash: 'x' }], ports), [
        'a.py',
        'b.py',
        'c.py',
        '../x.py',
      ]);
    } finally {
      await folder.dispose();
    }
  });
});

describe('the test files of a component', () => {
  it('are the one it names and, of what was just written or proven, those that a runner takes for tests', async () => {
    const links = { probe: async () => 'inside' as const };
    const reader = { read: async () => undefined, list: async () => [] };
    const files = ['tests/test_cart.py', 'tests/test_proven.py', 'tests/helpers.py'].map((path) => ({
      path,
      hash: 'h',
    }));
    const session = sampleSession({
      components: [sampleComponent('cart', { phases: { red: sampleRecord({ files }) } })],
    });
    const written = ['tests/test_new.py', 'tests/conftest.py', 'tests/test_cart.py'];
    const red = await sampleTask('red', { reader, links }, { session });
    assert.deepEqual(testFilesOf(red, written), ['tests/test_cart.py', 'tests/test_new.py']);
    const green = await sampleTask('green', { reader, links }, { session });
    assert.deepEqual(testFilesOf(green, written), ['tests/test_cart.py', 'tests/test_proven.py']);
  });
});
