import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readChoices, writeChoices } from '../../../../src/core/context/choicesFile';
import type { ContextChoices, Wish } from '../../../../src/core/context/contextChoices';
import { choiceFor, forThisRun, NO_CHOICES, withChoice } from '../../../../src/core/context/contextChoices';
import { must } from '../../../kit/must';

const CHOICES: ContextChoices = {
  always: { pinned: ['a.py'], leftOut: ['b.py', 'c.py'] },
  components: { cart: { pinned: ['b.py'], leftOut: ['d.py'] } },
};

const TEXT = `# what we agreed on
always:
  pin:
    - a.py # the rules
  leave_out: [b.py, c.py]
components:
  cart: {pin: [b.py], leave_out: [d.py]}
notes: ours
`;

describe('what is chosen for prompts', () => {
  it('is for a component what is chosen for all, with its own on top', () => {
    assert.deepEqual(choiceFor(CHOICES, 'cart'), { pinned: ['b.py', 'a.py'], leftOut: ['d.py', 'c.py'] });
    assert.deepEqual(choiceFor(CHOICES, 'toString'), CHOICES.always);
  });

  it('is for one run what that says, with all that is kept below', () => {
    const run = forThisRun(CHOICES, { pinned: ['d.py'], leftOut: ['a.py'] });
    assert.deepEqual(choiceFor(run, 'cart'), { pinned: ['d.py', 'b.py'], leftOut: ['a.py', 'c.py'] });
    assert.deepEqual(choiceFor(run, 'other'), { pinned: ['d.py'], leftOut: ['a.py', 'b.py', 'c.py'] });
  });

  it('is changed for one component, or for all, and then for each', () => {
    const own = withChoice(CHOICES, 'a.py', { wish: 'leftOut', component: 'cart' });
    assert.deepEqual(own.components['cart'], { pinned: ['b.py'], leftOut: ['a.py', 'd.py'] });
    const all = withChoice(CHOICES, 'b.py', { wish: 'leftOut', component: undefined });
    assert.deepEqual(choiceFor(all, 'cart').leftOut, ['d.py', 'b.py', 'c.py']);
  });

  it('is read from a file that people write, and changed in it with the rest kept', () => {
    const warnings = ['line 8: "notes" means nothing here; always or components does'];
    assert.deepEqual(must(readChoices(TEXT)), { ...CHOICES, warnings });
    const changed = withChoice(CHOICES, 'e.py', { wish: 'pinned', component: undefined });
    const written = must(writeChoices(TEXT, changed));
    const { warnings: later, ...read } = must(readChoices(written));
    assert.deepEqual([read, later?.length], [changed, 1]);
    assert.match(written, /# what we agreed on\n[\s\S]*# the rules\n[\s\S]*notes: ours/);
  });

  it('takes what is no list of texts for nothing, and what is both for left out', () => {
    assert.deepEqual(must(readChoices('always: 3\ncomponents: [a]\n')), {
      ...NO_CHOICES,
      warnings: [
        'line 2: components is a list and should name components',
        'line 1: always is the number 3 and should have pin or leave_out',
      ],
    });
    assert.deepEqual(must(readChoices('always: {pin: [a, 3, {b: c}], leave_out: [a]}')).always, {
      pinned: ['3'],
      leftOut: ['a'],
    });
    const broken = readChoices('always:\n\tpin');
    assert.ok(!broken.ok && broken.problem.startsWith('line 2: '));
  });

  it('is read as people write paths: with ./, with backslashes, one without a list, a folder with its slash', () => {
    const text = 'always:\n  pin: ./a.py\n  leave_out: [".\\\\src\\\\b.py", c//d.py, old/]\n';
    assert.deepEqual(must(readChoices(text)).always, { pinned: ['a.py'], leftOut: ['src/b.py', 'c/d.py', 'old'] });
    const both = must(readChoices('always:\n  pin: [./a.py]\n  leave_out: [a.py]\n')).always;
    assert.deepEqual(both, { pinned: [], leftOut: ['a.py'] });
  });

  it('says, with the line, what in its file is not understood', () => {
    const { always, warnings } = must(
      readChoices('always:\n  pin: [../x, /y]\n  leaveout: [a.py]\n  leave_out: [{a: b}, "src/*.py"]\n'),
    );
    assert.deepEqual(always.pinned, []);
    assert.deepEqual(warnings, [
      'line 3: "leaveout" means nothing here; pin or leave_out does',
      'line 4: leave_out has a mapping where a path should be',
      'line 4: leave_out: "src/*.py" is a pattern, and paths stand here; patterns belong in .agentforgeignore',
      'line 2: pin: "../x" leads out of its folder with ".."',
      'line 2: pin: "/y" is not relative to the project',
    ]);
  });

  it('is for a component in whatever case its name is written, unless there are both', () => {
    const own = { pinned: [], leftOut: ['a.py'] };
    const choices: ContextChoices = { ...NO_CHOICES, components: { Cart: own } };
    assert.deepEqual(choiceFor(choices, 'cart'), own);
    assert.deepEqual(Object.keys(withChoice(choices, 'b.py', { wish: 'pinned', component: 'cart' }).components), [
      'Cart',
    ]);
    const both = { ...choices, components: { Cart: own, cart: { pinned: [], leftOut: [] } } };
    assert.deepEqual(choiceFor(both, 'cart').leftOut, []);
  });

  it('leaves out below a folder what is pinned with less say', () => {
    const choices = { always: { pinned: ['src/a.py', 'srcs.py'], leftOut: [] }, components: {} };
    const run = forThisRun(choices, { pinned: [], leftOut: ['src'] });
    assert.deepEqual(run.always, { pinned: ['srcs.py'], leftOut: ['src'] });
  });

  it('is in the file what was chosen last, whatever was chosen before', () => {
    const wish = fc.record({
      path: fc.constantFrom('a.py', 'src/b c.ts', '#d', 'é.md'),
      wish: fc.constantFrom<Wish>('pinned', 'leftOut', 'ranked'),
      component: fc.option(fc.constantFrom('cart', 'constructor', '1'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        let [choices, text] = [NO_CHOICES, ''];
        for (const { path, ...about } of wishes) {
          choices = withChoice(choices, path, about);
          text = must(writeChoices(text, choices));
          assert.deepEqual(must(readChoices(text)), choices);
          const held = choiceFor(choices, about.component ?? 'other');
          const isIn = { pinned: held.pinned.includes(path), leftOut: held.leftOut.includes(path) };
          if (about.wish !== 'ranked') assert.ok(isIn[about.wish] && !(isIn.pinned && isIn.leftOut));
        }
      }),
      { numRuns: 50 },
    );
  });
});
