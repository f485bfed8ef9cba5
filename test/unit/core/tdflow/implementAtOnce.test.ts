import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ImplementReport } from '../../../../src/core/tdflow/implement/implementEvents';
import { eventually } from '../../../kit/eventually';
import { sampleSpecification } from '../../../kit/sampleSpecification';
import { ImplementWorld } from './implementWorld';

const SPECIFICATION = sampleSpecification(`name: shop
components:
- {name: cart, location: src/cart.py, test_location: tests/test_cart.py}
- {name: receipt, location: src/receipt.py, test_location: tests/test_receipt.py, dependencies: [cart]}
- {name: mail, location: src/mail.py, test_location: tests/test_mail.py}
- {name: audit, location: src/audit.py, test_location: tests/test_audit.py}
`);
const ONE_FILE = sampleSpecification(`name: shop
components:
- {name: cart, location: src/shop.py, test_location: tests/test_cart.py}
- {name: mail, location: src/shop.py, test_location: tests/test_mail.py}
`);

/** Answers come when they are let. */
class Gates {
  private readonly open = new Map<string, () => void>();
  private isOver = false;

  readonly before = (about: string): Promise<void> =>
    this.isOver ? Promise.resolve() : new Promise((resolve) => this.open.set(about, resolve));

  async let(about: string): Promise<void> {
    await eventually(() => assert.ok(this.open.has(about), `${about} is not asked for`));
    this.open.get(about)?.();
  }

  letAll(): void {
    this.isOver = true;
    for (const open of this.open.values()) open();
  }
}

describe('implementing several components at the same time', () => {
  let world: ImplementWorld;
  let gates: Gates;

  beforeEach(async () => {
    world = await ImplementWorld.make(SPECIFICATION);
    gates = new Gates();
  });

  afterEach(() => world.folder.dispose());

  const results = ({ components }: ImplementReport) => components.map(({ name, result }) => `${name} ${result}`);
  const asking = (expected: readonly string[]) =>
    eventually(() => assert.deepEqual([...world.asked].sort(), [...expected].sort()));

  it('asks for no more than are allowed, runs tests one after the other, and reports in the usual order', async () => {
    const running = world.implement({ atOnce: 2, before: gates.before });
    await asking(['cart red', 'mail red']);
    await gates.let('mail red');
    await asking(['cart red', 'mail red', 'mail green']);
    await gates.let('mail green');
    // What needs the one that is still asked for waits; the next one that needs nothing does not.
    await asking(['cart red', 'mail red', 'mail green', 'audit red']);
    gates.letAll();
    const report = await running;
    assert.deepEqual(results(report), ['cart done', 'receipt done', 'mail done', 'audit done']);
    assert.ok(world.asked.indexOf('receipt red') > world.asked.indexOf('cart green'));
    assert.equal(world.mostRuns, 1);
    assert.equal(world.session.components.filter(({ status }) => status === 'verified').length, 4);
  });

  it('counts for each component what was asked and paid for it', async () => {
    const wanted = ['cart', 'audit'];
    const alone = await world.implement({ wanted });
    await world.folder.dispose();
    world = await ImplementWorld.make(SPECIFICATION);
    const together = await world.implement({ wanted, atOnce: 3 });
    assert.deepEqual(together, alone);
    assert.equal(new Set(together.components.map(({ costs }) => costs.amount)).size, 2, 'by the length of the name');
  });

  it('goes on with the others after one that fails, and does not try what needs it', async () => {
    const report = await world.implement({
      atOnce: 4,
      ends: { 'cart green': { kind: 'model-rejected', detail: 'no' } },
    });
    assert.deepEqual(results(report), ['cart failed', 'receipt waiting', 'mail done', 'audit done']);
    assert.deepEqual(report.components[1]?.waitsFor, ['cart']);
  });

  it('begins nothing new at a cap, and lets what is begun come to its end', async () => {
    const problem = {
      kind: 'cap-reached',
      cap: 'day',
      limit: 5,
      spent: 5,
      needed: 1,
      model: 'claude-sonnet-5-5',
    } as const;
    const running = world.implement({ atOnce: 2, ends: { 'cart red': problem }, before: gates.before });
    await asking(['cart red', 'mail red']);
    await gates.let('cart red');
    await gates.let('mail red');
    await gates.let('mail green');
    const report = await running;
    assert.deepEqual(results(report), ['cart stopped', 'receipt not begun', 'mail done', 'audit not begun']);
    assert.equal(report.stopped?.kind, 'cap-reached');
  });

  it('ends all of them when it is cancelled, and leaves nothing behind', async () => {
    const cancelled = new AbortController();
    const running = world.implement({ atOnce: 3, before: gates.before, signal: cancelled.signal });
    await asking(['cart red', 'mail red', 'audit red']);
    await gates.let('mail red');
    await asking(['cart red', 'mail red', 'audit red', 'mail green']);
    cancelled.abort();
    const report = await running;
    assert.deepEqual(results(report), ['cart stopped', 'receipt not begun', 'mail stopped', 'audit stopped']);
    assert.deepEqual(report.stopped, { kind: 'cancelled' });
    assert.deepEqual(readdirSync(world.folder.path('tests')), ['test_mail.py']);
    assert.equal(existsSync(world.folder.path('src/mail.py')), false);
    const history = readdirSync(world.folder.path(`.agentforge/history/${world.session.id}`));
    assert.deepEqual(
      history.map((name) => name.replace(/^\d+-/, '')),
      ['red-mail'],
      'of what was cancelled nothing is kept',
    );
  });

  it('hangs up on all of them when nobody listens any more', async () => {
    const running = world.begin({ atOnce: 3, before: gates.before });
    while (world.asked.length < 3) await running.next();
    await running.return({ components: [], stopped: undefined });
    assert.deepEqual(
      world.signals.map(({ aborted }) => aborted),
      [true, true, true],
    );
    assert.equal(existsSync(world.folder.path('tests')), false);
  });

  it('asks again for an answer about a file that another one has changed since', async () => {
    await world.folder.dispose();
    world = await ImplementWorld.make(ONE_FILE);
    const prompts: string[] = [];
    const code = (component: string, prompt: string): string => {
      if (component === 'mail') prompts.push(prompt);
      const others = prompt.includes('return 3  # cart') ? 'def cart():\n    return 3  # cart\n\n\n' : '';
      return component === 'cart'
        ? 'def total():\n    return 3  # cart'
        : `${others}def total():\n    return 3  # mail`;
    };
    const running = world.implement({ atOnce: 2, before: gates.before, code });
    await gates.let('cart red');
    await gates.let('mail red');
    await asking(['cart red', 'mail red', 'cart green', 'mail green']);
    await gates.let('cart green');
    await eventually(() => assert.equal(world.session.components[0]?.status, 'verified'));
    gates.letAll();
    const report = await running;
    assert.deepEqual(results(report), ['cart done', 'mail done']);
    assert.equal(prompts.length, 2);
    assert.doesNotMatch(prompts[0] ?? '', /return 3 {2}# cart/);
    assert.match(prompts[1] ?? '', /another component changed what it is about[\s\S]*src\/shop\.py was created since/);
    assert.match(readFileSync(world.folder.path('src/shop.py'), 'utf8'), /# cart[\s\S]*# mail/);
    assert.equal(report.components[1]?.attempts, 3);
  });
});
