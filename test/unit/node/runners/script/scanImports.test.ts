import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blankLiterals } from '../../../../../src/node/runners/script/blankLiterals';
import { scanImports } from '../../../../../src/node/runners/script/scanImports';
import { scriptText } from '../../../../kit/scriptText';

function scan(text: string): readonly string[] {
  return scanImports('test/unit/a.test.js', text).map(({ line, module, names }) =>
    `${line} ${module} ${names.join(',')}`.trim(),
  );
}

describe('imports of a script', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['named', `import { total, Cart as C } from '../../src/cart.js';`, '1 src/cart.js total,Cart'],
    ['default', `import cart from "../../src/cart.js"`, '1 src/cart.js default'],
    ['default and named', `import cart, { total } from '../../src/cart.js';`, '1 src/cart.js default,total'],
    ['a whole module', `import * as cart from '../../src/cart.js';`, '1 src/cart.js'],
    ['for its effect', `import './set-up.js';`, '1 test/unit/set-up.js'],
    [
      'over several lines',
      `\nimport {\n  total, // the sum\n  Cart,\n} from '../../src/cart.js';`,
      '2 src/cart.js total,Cart',
    ],
    ['types', `import type { Item } from '../../src/cart'; `, '1 src/cart Item'],
    ['a type among values', `import { type Item, total } from '../../src/cart';`, '1 src/cart Item,total'],
    ['passed on', `export { total as sum } from '../../src/cart.js';`, '1 src/cart.js total'],
    ['required', `const cart = require('../../src/cart');`, '1 src/cart'],
    ['required by name', `const { total, Cart: C = 1, ...rest } = require('../../src/cart');`, '1 src/cart total,Cart'],
    ['one member', `const total = require('../../src/cart').total;`, '1 src/cart total'],
    ['when it runs', `const { total } = await import('../../src/cart.js');`, '1 src/cart.js total'],
    ['one member when it runs', `const t = (await import('../../src/cart.js')).total;`, '1 src/cart.js total'],
    ['minified', `import{total}from'../../src/cart.js'`, '1 src/cart.js total'],
    ['with a query', `import { a } from '../../src/cart.js?fresh=1';`, '1 src/cart.js a'],
    ['in a template', `\`\${require("../../src/cart").total}\``, '1 src/cart total'],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(scan(text), [expected]));

  const others: readonly (readonly [string, string])[] = [
    ['packages', `import assert from 'node:assert'; import x from 'left-pad'; const y = require('fs');`],
    ['comments', `// import { a } from './a.js'\n/* require('./b') */`],
    ['strings', `const s = "import { a } from './a.js'"; const t = 'require("./b")';`],
    ['templates', "const t = `import a from './a.js'; require('./b')`;"],
    ['regular expressions', `const r = /import a from '.\\/a.js'/; f(/require\\('.\\/b'\\)/);`],
    ['methods of the same name', `loader.require('./a'); jest.import('./b');`],
    ['what lies outside of the workspace', `import a from '../../../a.js';`],
    ['import.meta', `const u = new URL('./a.js', import.meta.url);`],
  ];
  for (const [name, text] of others) it(`not ${name}`, () => assert.deepEqual(scan(text), []));

  it('keeps its place after quotes in regular expressions and divisions', () => {
    const text = `const a = /['"\`]/.test(x); const b = c / d; const e = f / 'g';\nimport { total } from '../../src/cart.js';`;
    assert.deepEqual(scan(text), ['2 src/cart.js total']);
  });

  it('blanks in place, whatever the text', () => {
    fc.assert(
      fc.property(scriptText, (text) => {
        const blanked = blankLiterals(text);
        assert.equal(blanked.length, text.length);
        for (let at = 0; at < text.length; at++) assert.ok(blanked[at] === text[at] || blanked[at] === ' ');
        assert.equal(blanked.split('\n').length, text.split('\n').length);
      }),
      { numRuns: process.env['AGENTFORGE_SOAK'] === '1' ? 100_000 : 500 },
    );
  });
});
