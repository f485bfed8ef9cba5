import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { measureFile } from '../../../../../src/core/conformance/metrics/measureFile';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';

const FOLDER = path.join(repositoryRoot, 'test/fixtures/conformance/metrics');
const trees = createSyntaxTrees();

/**
 * Name, complexity, lines of code, nesting, parameters. Complexity as radon 6 has it for Python and lizard 1.24 for the others, lines and
 * parameters as lizard has them; nesting was counted by hand. What these tools have otherwise is said in the row.
 */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  'sample.py': [
    // lizard counts self and cls, and another "finally".
    ...['__init__ 1 3 0 2', 'total 3 2 0 0', 'of 1 2 0 2', 'decide 16 23 3 5', 'match 3 8 1 1', 'fetch 2 3 1 1'],
  ],
  // lizard has 7 for decide, where it counts the "do" and the "while" of one loop.
  'sample.js': ['constructor 1 3 0 1', 'total 6 9 2 0', 'decide 6 16 3 3', 'double 1 1 0 1'],
  'sample.ts': ['constructor 1 1 0 1', 'price 7 11 3 2', 'decide 2 8 1 1'],
  'sample.tsx': ['Total 3 6 1 1'],
  'sample.go': ['Add 7 13 2 2', 'Total 2 7 1 0', 'Decide 3 10 1 2'],
  'sample.rs': ['total 5 11 2 1', 'clear 1 3 0 0', 'decide 4 12 2 2'],
  'Sample.java': ['Cart 1 3 0 1', 'total 7 11 2 2', 'decide 5 16 3 1'],
  'Sample.cs': ['Cart 1 4 0 1', 'Total 7 16 2 2', 'Decide 3 17 2 1'],
  // lizard leaves out lines with "end" or "else" alone.
  'sample.rb': ['initialize 1 4 0 2', 'total 5 11 2 0', 'decide 3 7 1 1'],
  // lizard takes the question mark of a type for a decision.
  'sample.php': ['__construct 1 3 0 1', 'total 7 12 2 2', 'decide 3 12 2 1'],
  'sample.cpp': ['total 7 11 2 2', 'decide 1 3 0 0', 'choose 4 14 2 1'],
};

const OTHERS: Readonly<Record<string, string>> = {
  'sample.py': 'imports 3, Cart 3',
  'sample.js': 'imports 2, Cart 2',
  'sample.ts': 'imports 1, Cart 2',
  'sample.tsx': 'imports 0',
  'sample.go': 'imports 2, Cart 2',
  'sample.rs': 'imports 3, Cart 2',
  'Sample.java': 'imports 2, Cart 3',
  'Sample.cs': 'imports 2, Cart 3',
  'sample.rb': 'imports 1, Cart 3',
  'sample.php': 'imports 1, Cart 2',
  'sample.cpp': 'imports 2, Cart 1',
};

describe('the measures of a file', () => {
  it('are known for a sample in every language of the index', () => {
    assert.deepEqual(readdirSync(FOLDER).sort(), Object.keys(FUNCTIONS).sort());
  });

  for (const [name, expected] of Object.entries(FUNCTIONS)) {
    it(`are those of well-known tools in ${name}`, async () => {
      const measured = await measureFile({ path: name, text: readFileSync(path.join(FOLDER, name), 'utf8') }, trees);
      assert.ok(measured.kind === 'measured');
      const functions = measured.functions.map((each) =>
        [
          ...[each.name, each.cyclomatic_complexity, each.function_length, each.nesting_depth],
          each.parameter_count,
        ].join(' '),
      );
      assert.deepEqual(functions, expected);
      const classes = measured.classes.map((each) => `${each.name} ${each.methods}`);
      assert.equal([`imports ${measured.imports}`, ...classes].join(', '), OTHERS[name]);
    });
  }

  it('are not made up for what cannot be parsed, or is in another language', async () => {
    const why = async (file: string, text: string) => {
      const measured = await measureFile({ path: file, text }, trees);
      return measured.kind === 'measured' ? undefined : measured.why;
    };
    assert.match((await why('a.py', 'def a(:\n')) ?? '', /cannot be parsed/);
    assert.match((await why('a.sql', 'select 1')) ?? '', /not measured here/);
    assert.equal(await why('a.py', ''), undefined);
  });

  it('count a function inside of another by itself, and one without a name where it stands', async () => {
    const text =
      'function outer(a) {\n  function inner(b) {\n    if (b) return 1;\n  }\n  return [a].map((x) => (x ? 1 : 2));\n}\n';
    const measured = await measureFile({ path: 'a.js', text }, trees);
    assert.ok(measured.kind === 'measured');
    assert.deepEqual(
      measured.functions.map(({ name, cyclomatic_complexity }) => [name, cyclomatic_complexity]),
      [
        ['outer', 2],
        ['inner', 2],
      ],
    );
  });

  it('are found in a source that is nested deeper than a stack', async () => {
    const text = `function deep() {\n${'if (a) {'.repeat(3_000)}${'}'.repeat(3_000)}\n}\n`;
    const measured = await measureFile({ path: 'a.js', text }, trees);
    assert.ok(measured.kind === 'measured' && measured.functions[0]?.nesting_depth === 3_000);
  });
});
