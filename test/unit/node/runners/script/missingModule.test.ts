import assert from 'node:assert/strict';
import { assert as check, property, string } from 'fast-check';
import { missingModule } from '../../../../../src/node/runners/script/missingModule';

const FOLDERS = { root: '/home/ann', cwd: '/home/ann/shop' };

describe('the module that is missing', () => {
  for (const [message, wanted] of [
    ["Cannot find module '../src/cart.js' imported from /home/ann/shop/test/a.test.js", 'shop/src/cart.js'],
    ["Cannot find module '../src/cart' imported from '/home/ann/shop/test/a.test.ts'", 'shop/src/cart'],
    // What is imported late is named from the project's folder on.
    ["Cannot find module '/src/cart.js' imported from /home/ann/shop/test/a.test.js", 'shop/src/cart.js'],
    ["Cannot find module '/home/ann/shop/src/cart.js' imported from /home/ann/shop/test/a.test.js", 'shop/src/cart.js'],
    ["Cannot find package 'left-pad' imported from /home/ann/shop/test/a.test.js", 'left-pad'],
    ["Cannot find package '@scope/pad/deep' imported from '/home/ann/shop/test/a.test.js'", '@scope/pad/deep'],
    ['Failed to resolve import "./cart" from "src/shop.ts". Does the file exist?', 'shop/src/cart'],
    [
      'Failed to load url ../cart (resolved id: ../cart) in /home/ann/shop/test/a.ts. Does the file exist?',
      'shop/cart',
    ],
    ["Cannot find module '../src/cart' from 'test/a.test.js'\n\nRequire stack:\n  test/a.test.js", 'shop/src/cart'],
    ["Cannot find module 'left-pad' from 'test/a.test.js'", 'left-pad'],
    ['Configuration error:\n\nCould not locate module @src/cart mapped as:\n/home/ann/shop/src/$1.\n', '@src/cart'],
    ["Cannot find module '../../other/a' from '/home/ann/shop/a.test.js'", '/home/other/a'],
    ['total is not a function', undefined],
    ["Cannot find name 'x'", undefined],
  ] as const) {
    it(`is ${wanted} by: ${message.split('\n', 1)}`, () => assert.equal(missingModule(message, FOLDERS), wanted));
  }

  it('is looked for in any message', () => {
    check(
      property(string(), string(), (name, from) => {
        const said = missingModule(`Cannot find module '${name}' imported from ${from}`, FOLDERS);
        return said === undefined || typeof said === 'string';
      }),
    );
  });
});
