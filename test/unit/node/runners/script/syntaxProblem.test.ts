import assert from 'node:assert/strict';
import { syntaxProblem } from '../../../../../src/node/runners/script/syntaxProblem';

const FOLDERS = { root: '/home/ann', cwd: '/home/ann/shop' };

describe('a problem of syntax', () => {
  for (const [parser, name, message, wanted] of [
    [
      'Rollup',
      'RollupError',
      'Parse failure: Unexpected token `=`\nAt file: /test/a.js:3:6',
      'Unexpected token `=` shop/test/a.js 3',
    ],
    [
      'Rolldown',
      'RolldownError',
      'Parse failure: Parse failed with 1 error:\nUnexpected token\n1: import {}\n2: \n3: const = 3;\n         ^\nAt file: /home/ann/shop/test/a.js:3:6',
      'Unexpected token shop/test/a.js 3',
    ],
    [
      'esbuild',
      'Error',
      'Transform failed with 1 error:\n/home/ann/shop/a.ts:4:9: ERROR: Unexpected "="',
      'Unexpected "=" shop/a.ts 4',
    ],
    [
      'Oxc',
      'Error',
      'Transform failed with 1 error:\n\n[PARSE_ERROR] Unexpected token\n   ╭─[ b/a.ts:1:14 ]\n   │\n 1 │ export const :\n',
      'Unexpected token shop/b/a.ts 1',
    ],
    [
      'Babel',
      'SyntaxError',
      '/home/ann/shop/a.test.js: Unexpected token (3:6)\n\n  1 |\n> 3 | const = 3;',
      'Unexpected token shop/a.test.js 3',
    ],
  ] as const) {
    it(`is read from the words of ${parser}`, () => {
      const found = syntaxProblem({ name, message, stack: message }, FOLDERS);
      assert.equal(found && [found.message, found.file, found.line].join(' '), wanted);
    });
  }

  it("is read from V8's stack", () => {
    const stack =
      "Details:\n\n    /home/ann/shop/a.js:7\n    const = 3;\n          ^\n\n    SyntaxError: Unexpected token '='\n";
    const found = syntaxProblem({ name: 'SyntaxError', message: "Unexpected token '='", stack }, FOLDERS);
    assert.deepEqual(found, { message: "Unexpected token '='", file: 'shop/a.js', line: 7 });
  });

  it('is not made of any other error', () => {
    const stack = 'Error: no\n    at /home/ann/shop/a.js:7:1\n';
    assert.equal(syntaxProblem({ name: 'Error', message: 'no', stack }, FOLDERS), undefined);
  });
});
