import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Problem } from '../../../../src/core/errors';
import { implementDocument } from '../../../../src/core/outline/implementDocument';
import { describeImplementing } from '../../../../src/core/outline/implementReport';
import type { ImplementReport } from '../../../../src/core/tdflow/implement/implementEvents';
import { sampleSpecification } from '../../../kit/sampleSpecification';
import { ImplementWorld } from './implementWorld';

const SPECIFICATION = sampleSpecification(`name: shop
components:
- {name: receipt, location: src/receipt.py, test_location: tests/test_receipt.py, dependencies: [cart]}
- {name: cart, location: src/cart.py, test_location: tests/test_cart.py}
- {name: mail, location: src/mail.py, test_location: tests/test_mail.py}
`);

describe('implementing the components of a specification', () => {
  let world: ImplementWorld;

  beforeEach(async () => {
    world = await ImplementWorld.make(SPECIFICATION);
  });

  afterEach(() => world.folder.dispose());

  const results = ({ components }: ImplementReport) => components.map(({ name, result }) => `${name} ${result}`);

  it('takes them in the order in which they need each other; what is done is not asked for again', async () => {
    const report = await world.implement();
    assert.deepEqual(results(report), ['cart done', 'receipt done', 'mail done']);
    assert.deepEqual(world.asked, ['cart red', 'cart green', 'receipt red', 'receipt green', 'mail red', 'mail green']);
    assert.equal(world.session.currentPhase, 'done');
    const again = await world.implement();
    assert.deepEqual(results(again), ['cart already done', 'receipt already done', 'mail already done']);
    assert.deepEqual(world.asked, []);
  });

  it('goes on where it ended, and proves what was changed since before it is written again', async () => {
    await world.implement({ wanted: ['cart', 'mail'] });
    await world.folder.write('src/cart.py', 'def total():\n    return 1 + 2\n');
    await world.folder.write('src/mail.py', 'def total():\n    return 4\n');
    world.broken = 'mail';
    const { components } = await world.implement();
    assert.deepEqual(
      components.map(({ name, result, phases }) => [name, result, phases.red, phases.green]),
      [
        ['cart', 'done', 'kept', 'reached'],
        ['receipt', 'done', 'reached', 'reached'],
        ['mail', 'failed', 'kept', 'not reached'],
      ],
    );
    assert.deepEqual(world.asked, ['receipt red', 'receipt green', 'mail green']);
  });

  it('does not stop at one that fails, and does not try what needs it', async () => {
    const report = await world.implement({ ends: { 'cart green': { kind: 'model-rejected', detail: 'no' } } });
    assert.deepEqual(results(report), ['cart failed', 'receipt waiting', 'mail done']);
    const { rows, summary, next } = describeImplementing(report);
    assert.deepEqual(rows[0]?.slice(0, 5), ['cart', 'reached', 'not reached', '–', '2']);
    assert.deepEqual(rows[1]?.at(-1), 'waits for cart');
    assert.equal(summary, '1 of 3 components is done. 1 failed: cart. 1 not tried: receipt.');
    assert.match(next[0] ?? '', /^cart, GREEN: /);
    assert.match(next.at(-1) ?? '', /what is done is skipped/);
    const text = implementDocument(report, 'specs/shop.yaml');
    assert.match(
      text,
      /^# Components of specs\/shop\.yaml\n\n1 of 3 components is done\.[\s\S]*\n\| component +\| RED +\|/,
    );
    assert.match(text, /\n\| receipt +\|[^\n]* waits for cart +\|\n[\s\S]*\n- cart, GREEN: /);
    const table = text.split('\n').filter((line) => line.startsWith('|'));
    const bars = table.map((line) => [...line.matchAll(/\|/g)].map(({ index }) => index));
    for (const each of bars) assert.deepEqual(each, bars[0], 'its columns stand below each other');
  });

  it('ends at a cap, which would stop every other one too; what was done stays', async () => {
    const cap: Problem = { kind: 'cap-reached', cap: 'day', limit: 5, spent: 5, needed: 1, model: 'claude-sonnet-5-5' };
    const report = await world.implement({ ends: { 'receipt red': cap } });
    assert.deepEqual(results(report), ['cart done', 'receipt stopped', 'mail not begun']);
    assert.equal(report.stopped?.kind, 'cap-reached');
    assert.ok(existsSync(world.folder.path('src/cart.py')));
    assert.match(describeImplementing(report).next[0] ?? '', /^The run stopped: .*\$5\.00/);
  });

  it('goes on after the cap of one generation, which the next component has for itself', async () => {
    const about = { kind: 'cap-reached', cap: 'generation', limit: 1, spent: 0.9, model: 'claude-sonnet-5-5' } as const;
    const report = await world.implement({ ends: { 'cart green': { ...about, needed: 0.2 } } });
    assert.deepEqual(results(report), ['cart failed', 'receipt waiting', 'mail done']);
    assert.equal(report.stopped, undefined);
  });

  it('ends at the cap of one generation where the price is not known, as nothing else would be asked for either', async () => {
    const about = { kind: 'cap-reached', cap: 'generation', limit: 1, spent: 0, model: 'own-model' } as const;
    const report = await world.implement({ ends: { 'cart red': { ...about, needed: undefined } } });
    assert.deepEqual(results(report), ['cart stopped', 'receipt not begun', 'mail not begun']);
  });

  it('ends when it is cancelled: the step that runs is taken back, what was done before stays', async () => {
    const cancelled = new AbortController();
    const report = await world.implement({
      signal: cancelled.signal,
      onEvent: (event) => {
        const isLate =
          event.kind === 'during' && event.event.kind === 'applied' && world.asked.at(-1) === 'receipt green';
        if (isLate) cancelled.abort();
      },
    });
    assert.deepEqual(results(report), ['cart done', 'receipt stopped', 'mail not begun']);
    assert.deepEqual(report.stopped, { kind: 'cancelled' });
    assert.deepEqual(
      ['src/cart.py', 'tests/test_receipt.py', 'src/receipt.py'].map((path) => existsSync(world.folder.path(path))),
      [true, true, false],
    );
    assert.equal(describeImplementing(report).next[0], 'The run was cancelled.');
  });
});
