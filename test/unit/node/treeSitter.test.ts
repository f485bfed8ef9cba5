import assert from 'node:assert/strict';
import { GRAMMARS } from '../../../src/core/codebase/syntaxTrees';
import { createSyntaxTrees } from '../../../src/node/treeSitter';

describe('syntax trees', () => {
  it('are there for every grammar, and for each of several projects', async () => {
    for (const grammar of GRAMMARS) {
      const types = await Promise.all(
        [createSyntaxTrees(), createSyntaxTrees()].map((trees) => trees.read(grammar, '', (root) => root.type)),
      );
      assert.equal(types[0], types[1], grammar);
    }
  });

  it('keep texts of different languages apart that are read at the same time', async () => {
    const trees = createSyntaxTrees();
    const read = (grammar: 'python' | 'javascript', text: string) =>
      trees.read(grammar, text, (root) => [root.hasError, root.children[0]?.type]);
    assert.deepEqual(
      await Promise.all([
        read('python', 'def f(): pass'),
        read('javascript', 'function f() {}'),
        read('python', 'def (:'),
      ]),
      [
        [false, 'function_definition'],
        [false, 'function_declaration'],
        [true, 'ERROR'],
      ],
    );
  });
});
