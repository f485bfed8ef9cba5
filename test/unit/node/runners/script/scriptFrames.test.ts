import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scriptFrames } from '../../../../../src/node/runners/script/scriptFrames';

const OPTIONS = { root: '/home/ann/shop', isRunner: (file: string) => file.includes('/node_modules/mocha/') };

describe('the frames of a stack', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['at Cart.add (/home/ann/shop/src/cart.js:3:5)', 'src/cart.js:3 Cart.add'],
    ['at new Cart (file:///home/ann/shop/src/a%20cart.mjs:3:5)', 'src/a cart.mjs:3 Cart'],
    ['at async Promise.all (/home/ann/shop/a.js:1:2)', 'a.js:1 Promise.all'],
    ['at async file:///home/ann/shop/a.mjs:10:20', 'a.mjs:10 '],
    ['at /home/ann/shop/a.js:10:20', 'a.js:10 '],
    ['at Object.<anonymous> (/home/ann/shop/a.js:1:2)', 'a.js:1 '],
    ['at TestContext.add [as fn] (/home/ann/shop/a.js:1:2)', 'a.js:1 TestContext.add'],
    ['at file:///home/ann/shop/a.mjs?version=3:10:20', 'a.mjs:10 '],
    ['at pad (/home/ann/shop/node_modules/left/index.js:1:2)', 'node_modules/left/index.js:1 pad library'],
    ['at pad (/usr/lib/node_modules/left/index.js:1:2)', '/usr/lib/node_modules/left/index.js:1 pad library'],
    ['at f (/home/ann/other/a.js:1:2)', '/home/ann/other/a.js:1 f'],
    ['at readFileSync (node:fs:442:20)', 'node:fs:442 readFileSync library'],
    ['at Test.run (node:internal/test_runner/test:797:25)', undefined],
    ['at process.processTicksAndRejections (node:internal/process/task_queues:95:5)', undefined],
    ['at callFn (/home/ann/shop/node_modules/mocha/lib/runnable.js:1:2)', undefined],
    ['at Array.map (<anonymous>)', undefined],
    ['at eval (eval at run (/home/ann/shop/a.js:3:4), <anonymous>:1:1)', undefined],
  ];
  for (const [line, expected] of cases) {
    it(`of "${line}" are ${expected ?? 'none'}`, () => {
      const frames = scriptFrames(`Error: x\n    ${line}`, 'x', OPTIONS);
      const told = frames?.map((each) => `${each.file}:${each.line} ${each.function}${each.library ? ' library' : ''}`);
      assert.deepEqual(told, expected === undefined ? undefined : [expected]);
    });
  }

  it('come innermost first, and not from the message', () => {
    const message = 'not equal:\n    at fake (/home/ann/shop/fake.js:1:1)';
    const stack = `AssertionError: ${message}\n    at a (/home/ann/shop/a.js:1:1)\n    at b (/home/ann/shop/b.js:2:1)`;
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
      '/home/ann/shop/a.js',
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
