import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkSyntax } from '../../../../../src/core/changes/checks/checkSyntax';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';
import { proposed } from './proposed';

const trees = createSyntaxTrees();

async function found(name: string, text: string, base?: string): Promise<string[]> {
  const checks = await checkSyntax(await proposed(name, text, base), trees);
  return checks.map(({ weight, line, detail }) => `${weight} ${line}: ${detail}`);
}

describe('the check of syntax', () => {
  const broken: readonly (readonly [name: string, text: string, finding: string])[] = [
    [
      'a.py',
      'x = 1\ndef f(:\n    pass\n',
      'warning 2: tree-sitter finds an error in the Python syntax: ")" is missing',
    ],
    [
      'a.js',
      'f();\nfunction g() {\n  return = 1;\n}\n',
      'warning 3: tree-sitter finds an error in the JavaScript syntax, at "="',
    ],
    [
      'a.jsx',
      'const a = <b>{1}</b>;\nlet = = 2;\n',
      'warning 2: tree-sitter finds an error in the JavaScript syntax, at "="',
    ],
    [
      'a.ts',
      'const a: number = 1;\nconst b: = 2;\n',
      'warning 2: tree-sitter finds an error in the TypeScript syntax, at ":"',
    ],
    [
      'a.go',
      'package a\n\nfunc f() int {\n\treturn )\n}\n',
      'warning 4: tree-sitter finds an error in the Go syntax, at ")"',
    ],
    [
      'a.rs',
      'fn f() -> i32 {\n    let = 1;\n    2\n}\n',
      'warning 2: tree-sitter finds an error in the Rust syntax, at "="',
    ],
    [
      'a.php',
      '<?php\nfunction f( {\n  return 1;\n}\n',
      'warning 2: tree-sitter finds an error in the PHP syntax: ")" is missing',
    ],
    ['a.json', '{\n  "a": 1\n  "b": 2\n}\n', 'warning 3: the JSON parser finds an error'],
    ['a.json', '{\n  "a": }\n', 'warning 2: the JSON parser finds an error'],
    ['a.yaml', 'a: 1\nb: [1\nc: 2\n', 'warning 3: the YAML parser finds an error: '],
    ['a.toml', 'a = 1\nb = \n', 'warning 2: the TOML parser finds an error: '],
  ];
  for (const [name, text, finding] of broken) {
    it(`tells the first place in ${name} that does not parse: ${finding}`, async () => {
      const [first, second] = await found(name, text);
      assert.ok(first?.startsWith(finding), first);
      assert.equal(second, undefined);
    });
  }

  for (const [name, text] of [
    ['A.java', 'class A {\n  int f() { return (1; }\n}\n'],
    ['A.cs', 'class A {\n  int F() { return (1; }\n}\n'],
    ['a.rb', 'def f\n  (1\nend\n'],
    ['a.cpp', 'int f( { return 1; }\n'],
    ['a.tsx', 'const a = <b>{1}</c;\n'],
  ] as const) {
    it(`finds an error in ${name}`, async () => {
      assert.match((await found(name, text)).join(), /^warning \d+: tree-sitter finds an error in the \S+ syntax/);
    });
  }

  for (const [name, text] of [
    ['a.py', 'match x:\n    case [1, *rest]:\n        print(f"{x!r}")\n'],
    ['a.ts', 'export const a = { b: 1 } satisfies Record<string, number>;\n'],
    ['a.tsx', 'export const A = () => <b>{[1].map((x) => <i key={x}>{x}</i>)}</b>;\n'],
    ['a.rb', 'class A\n  def f = 1\nend\n'],
    ['a.json', '{"a": [1, 2]}\n'],
    ['tsconfig.json', '{\n  // comment\n  "a": [1, 2,],\n}\n'],
    ['.vscode/settings.json', '{\n  // comment\n}\n'],
    ['many.yaml', '# c\n---\na: 1\n---\na: 2\n'],
    ['chart/templates/a.yaml', 'a: {{ .Values.b }}\n{{- if .x }}\nb: 1\n{{- end }}\n'],
    ['a.toml', '[a]\nb = 2026-01-02\n'],
    ['a.txt', 'def f(:\n'],
    ['a.py', ''],
    ['a.py', '\ufeffx = 1\n'],
  ] as const) {
    it(`finds nothing in ${JSON.stringify(text)} as ${name}`, async () => {
      assert.deepEqual(await found(name, text), []);
    });
  }

  it('is a note only when the file as it is now does not parse either', async () => {
    const base = 'def f(:\n    pass\n';
    assert.match(
      (await found('a.py', `${base}x = 1\n`, base)).join(),
      /^note 1: .*; it finds one in the file as it is now, too$/,
    );
    assert.match((await found('a.py', base, 'x = 1\n')).join(), /^warning 1: /);
  });
});
