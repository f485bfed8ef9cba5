import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scriptFrames } from '../../../../../src/node/runners/script/scriptFrames';

const OPTIONS = { root: '/work/shop', isRunner: (file: string) => file.includes('/node_modules/mocha/') };

describe('the frames of a stack', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['at Cart.add (/work/shop/src/cart.js:3:5)', 'src/cart.js:3 Cart.add'],
    ['at new Cart (file:///work/shop/src/a%20cart.mjs:3:5)', 'src/a cart.mjs:3 Cart'],
    ['at async Promise.all (/work/shop/a.js:1:2)', 'a.js:1 Promise.all'],
    ['at async file:///work/shop/a.mjs:10:20', 'a.mjs:10 '],
    ['at /work/shop/a.js:10:20', 'a.js:10 '],
    ['at Object.<anonymous> (/work/shop/a.js:1:2)', 'a.js:1 '],
    ['at TestContext.add [as fn] (/work/shop/a.js:1:2)', 'a.js:1 TestContext.add'],
    ['at file:///work/shop/a.mjs?version=3:10:20', 'a.mjs:10 '],
    ['at pad (/work/shop/node_modules/left/index.js:1:2)', 'node_modules/left/index.js:1 pad library'],
    ['at pad (/usr/lib/node_modules/left/index.js:1:2)', '/usr/lib/node_modules/left/index.js:1 pad library'],
    ['at f (/work/other/a.js:1:2)', '/work/other/a.js:1 f'],
    ['at readFileSync (node:fs:442:20)', 'node:fs:442 readFileSync library'],
    ['at Test.run (node:internal/test_runner/test:797:25)', undefined],
    ['at process.processTicksAndRejections (node:internal/process/task_queues:95:5)', undefined],
    ['at callFn (/work/shop/node_modules/mocha/lib/runnable.js:1:2)', undefined],
    ['at Array.map (<anonymous>)', undefined],
    ['at eval (eval at run (/work/shop/a.js:3:4), <anonymous>:1:1)', undefined],
  ];
  for (const [line, expected] of cases) {
    it(`of "${line}" are ${expected ?? 'none'}`, () => {
      const frames = scriptFrames(`Error: x\n    ${line}`, 'x', OPTIONS);
      const told = frames?.map((each) => `${each.file}:${each.line} ${each.function}${each.library ? ' library' : ''}`);
      assert.deepEqual(told, expected === undefined ? undefined : [expected]);
    });
  }

  it('come innermost first, and not from the message', () => {
    const message = 'not equal:\n    at fake (/work/shop/fake.js:1:1)';
    const stack = `AssertionError: ${message}\n    at a (/work/shop/a.js:1:1)\n    at b (/work/shop/b.js:2:1)`;
    assert.deepEqual(
      scriptFrames(stack, message, OPTIONS)?.map(({ file }) => file),
      ['a.js', 'b.js'],
    );
  });

  it('are numbers and paths, whatever the text', () => {
    const piece = fc.constantFrom(
      '    at ',
      'async ',
      '(',
      ')',
      'file://',
      '/work/shop/a.js',
      ':1',
      ':2',
      '\n',
      '%',
      '?',
      'node:',
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (stack) => {
          for (const frame of scriptFrames(stack, '', OPTIONS) ?? []) {
            assert.ok(Number.isInteger(frame.line) && frame.file !== '');
          }
        },
      ),
      { numRuns: process.env['AGENTFORGE_SOAK'] === '1' ? 100_000 : 500 },
    );
  });
});
