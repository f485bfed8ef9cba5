import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Problem } from '../../../../src/core/errors';
import type { Phase } from '../../../../src/core/phase';
import { checkOrder } from '../../../../src/core/tdflow/checkOrder';
import { changedSince, markFiles, markSpecification } from '../../../../src/core/tdflow/fileMarks';
import type { PhaseRecord } from '../../../../src/core/tdflow/session';
import { testFilesOf } from '../../../../src/core/tdflow/testFiles';
import { memoryReader } from '../../../kit/memoryReader';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { componentNamed, sampleSpecification } from '../../../kit/sampleSpecification';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const SHOP = `name: shop
components:
- name: cart
  description: What a customer is about to buy.
  location: src/cart.py
  test_location: tests/test_cart.py
- name: receipt
  description: What a customer gets.
`;

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

describe('the specification that RED proved', () => {
  it('must be that of GREEN and REFACTOR: of the component itself, not of the others', async () => {
    const folder = await TemporaryWorkspace.make({ 'tests/test_cart.py': 'a\n' });
    try {
      const ports = nodePorts(folder.root);
      const before = sampleSpecification(SHOP);
      const red = (specification: string) => sampleRecord({ specification, files: [], state: 'reached' });
      const order = async (phase: Phase, text: string, mark: string) => {
        const phases = { red: red(mark), green: sampleRecord({ files: [] }) };
        const session = sampleSession({ components: [sampleComponent('cart', { phases })] });
        const task = await sampleTask(phase, ports, { session, specification: sampleSpecification(text) });
        const checked = await checkOrder(task, ports);
        return checked.ok || checked.problem;
      };
      const mark = markSpecification(componentNamed(before, 'cart'), ports);
      const [other, changed] = [SHOP.replace('receipt', 'bill'), SHOP.replace('buy', 'steal')];
      for (const phase of ['green', 'refactor'] as const) {
        assert.equal(await order(phase, SHOP, mark), true);
        assert.equal(await order(phase, other, mark), true);
        assert.equal(await order(phase, changed, ''), true, 'a record of before there were marks');
        assert.deepEqual(await order(phase, changed, mark), {
          kind: 'phase-out-of-order',
          detail: 'The specification of cart changed since RED proved its tests.',
          remedy: 'Run RED of cart again.',
        });
      }
      for (const phase of ['red', 'verify'] as const) assert.equal(await order(phase, changed, mark), true);
    } finally {
      await folder.dispose();
    }
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
    const names = ['tests/test_cart.py', 'tests/test_proven.py', 'tests/helpers.py', 'tests/test_gone.py'];
    const there = [...names.slice(1, 3), 'tests/test_new.py', 'tests/conftest.py'];
    const reader = memoryReader(Object.fromEntries(there.map((name) => [name, ''])));
    const ports = { reader, links: { probe: async () => 'inside' as const } };
    const files = names.map((path) => ({
      path,
      hash: 'h',
    }));
    const session = sampleSession({
      components: [sampleComponent('cart', { phases: { red: sampleRecord({ files }) } })],
    });
    const written = ['tests/test_new.py', 'tests/conftest.py', 'tests/test_cart.py'];
    const red = await sampleTask('red', ports, { session });
    assert.deepEqual(await testFilesOf(red, written, ports), ['tests/test_cart.py', 'tests/test_new.py']);
    const proven = ['tests/test_cart.py', 'tests/test_proven.py'];
    assert.deepEqual(await testFilesOf(red, [], ports), proven, 'RED that is proven again');
    const green = await sampleTask('green', ports, { session });
    assert.deepEqual(await testFilesOf(green, written, ports), proven);
  });
});
