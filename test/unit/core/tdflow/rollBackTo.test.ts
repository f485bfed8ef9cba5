import assert from 'node:assert/strict';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { Settlement } from '../../../../src/core/apply/rollBack';
import type { WritingPhase } from '../../../../src/core/phase';
import type { Ports } from '../../../../src/core/tdflow/ports';
import type { RollBackToOptions } from '../../../../src/core/tdflow/rollBackTo';
import { nextConflicts, rollBackTo } from '../../../../src/core/tdflow/rollBackTo';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { readable } from '../../../kit/readable';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import type { Snapshot } from '../../../kit/temporaryWorkspace';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const LINES = Array.from({ length: 12 }, (_, line) => `line ${line}\n`);

describe('rolling back to a point', () => {
  let folder: TemporaryWorkspace;
  let ports: Ports;
  /** As each generation left it; the first is what was there before any. */
  let points: Snapshot[];

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': LINES.join('') });
    ports = nodePorts(folder.root);
    points = [await folder.snapshot()];
    await generate('red', 'tests/test_cart.py', 'tests\n');
    await generate('green', 'src/cart.py', textWith({ 2: 'green' }));
    await generate('refactor', 'src/cart.py', textWith({ 2: 'green', 9: 'refactored' }));
    const of = (attempt: string) => sampleRecord({ attempt, journalEntry: `${sampleSession().id}.${attempt}` });
    const phases = { red: of('001-red-cart'), green: of('002-green-cart'), refactor: of('003-refactor-cart') };
    must(await ports.sessions.write(sampleSession({ components: [sampleComponent('cart', { phases })] })));
  });

  afterEach(() => folder.dispose());

  async function generate(phase: WritingPhase, path: string, text: string): Promise<void> {
    const number = points.length;
    const place = await checked(path);
    const before = readable(await ports.writer.current(place));
    const request = {
      id: `${sampleSession().id}.00${number}-${phase}-cart`,
      sessionId: sampleSession().id,
      component: 'cart',
      phase,
      at: `2026-01-01T12:0${number}:00.000Z`,
      changes: [{ path: place, before, after: { bytes: new TextEncoder().encode(text), mode: before?.mode } }],
    };
    must(await ports.journal.writeEntry({ ...must(await applyChanges(request, ports)), state: 'kept' }));
    points.push(await folder.snapshot());
  }

  const session = async () => must(await ports.sessions.read(sampleSession().id));

  it('takes back what is newer, in order, and the session with it', async () => {
    for (const point of [2, 1, 0]) {
      const { done } = must(await rollBackTo(await session(), point, ports));
      assert.deepEqual(await folder.snapshot(), points[point]);
      assert.equal(done.length, 1);
      assert.equal(Object.keys((await session()).components[0]?.phases ?? {}).length, point);
    }
    const problem = { kind: 'nothing-to-roll-back', foreign: false } as const;
    assert.deepEqual(await rollBackTo(await session(), 0, ports), { ok: false, problem });
  });

  it('takes all of it back at once, the newest first, and keeps what the user typed', async () => {
    await folder.write('src/cart.py', textWith({ 2: 'green', 6: 'by hand', 9: 'refactored' }));
    const { done } = must(await rollBackTo(await session(), 0, ports));
    assert.deepEqual(
      done.map(({ entry }) => entry.phase),
      ['refactor', 'green', 'red'],
    );
    assert.equal(await folder.text('src/cart.py'), textWith({ 6: 'by hand' }));
    assert.deepEqual(Object.keys(await folder.snapshot()), ['src', 'src/cart.py']);
  });

  it('takes nothing back when the user changed what one of them, even the oldest, would take', async () => {
    await folder.write('tests/test_cart.py', 'tests and mine\n');
    const before = await folder.snapshot({ withOwnFiles: true });
    assert.deepEqual(await rollBackTo(await session(), 0, ports), {
      ok: false,
      problem: { kind: 'rollback-conflict', paths: ['tests/test_cart.py'] },
    });
    assert.deepEqual(await folder.snapshot({ withOwnFiles: true }), before);
    must(await rollBackTo(await session(), 1, ports));
    assert.equal(await folder.text('src/cart.py'), LINES.join(''));
  });

  describe('where the user changed what several of them would take', () => {
    const MINE = textWith({ 2: 'mine', 9: 'mine too' });
    beforeEach(() => folder.write('src/cart.py', MINE));

    it('shows the conflicts of one after the other, each as the decisions before leave it', async () => {
      const decided = new Map<string, Settlement>();
      const settle: RollBackToOptions['settle'] = ({ phase }) => decided.get(phase);
      const next = async () => must(await nextConflicts(await session(), 0, ports, { settle }));
      const first = await next();
      assert.deepEqual(
        [first?.entry.phase, first?.conflicts.map(({ path }) => path.relative)],
        ['refactor', ['src/cart.py']],
      );
      decided.set('refactor', 'mine');
      assert.equal((await next())?.entry.phase, 'green');
      decided.set('refactor', 'original');
      assert.equal(await next(), undefined, 'what is given back whole is what the older one wrote');
      assert.equal(await folder.text('src/cart.py'), MINE, 'nothing was written so far');
    });

    it('takes back all of it as they were decided, and says what became of each', async () => {
      const { done } = must(await rollBackTo(await session(), 0, ports, { settle: () => 'mine' }));
      assert.equal(await folder.text('src/cart.py'), MINE);
      assert.deepEqual(
        done.map(({ entry, settled }) => [entry.phase, settled]),
        [
          ['refactor', [{ path: 'src/cart.py', how: 'mine' }]],
          ['green', [{ path: 'src/cart.py', how: 'mine' }]],
          ['red', []],
        ],
      );
    });
  });
});

function textWith(changed: Readonly<Record<number, string>>): string {
  return LINES.map((line, index) => (changed[index] === undefined ? line : `${changed[index]}\n`)).join('');
}
