import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fillIn } from '../../../../../src/core/changes/partialFile';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

interface Sample {
  readonly path: string;
  readonly open: string;
  /** Three definitions, the second with a 2 in its last line but one. */
  readonly members: readonly [string, string, string];
  readonly close: string;
  readonly comment: string;
}

/** Definitions on the same lines in each of them, so that nothing but their names tells them apart. */
const SAMPLES: readonly Sample[] = [
  {
    path: 'a.py',
    open: 'class A:\n',
    members: [
      '    def f(self):\n        return 1\n',
      '    def g(self):\n        return 2\n',
      '    def h(self):\n        return 3\n',
    ],
    close: '',
    comment: '    #',
  },
  {
    path: 'a.ts',
    open: 'export class A {\n',
    members: [
      '  f(): number {\n    return 1;\n  }\n',
      '  g(): number {\n    return 2;\n  }\n',
      '  h(): number {\n    return 3;\n  }\n',
    ],
    close: '}\n',
    comment: '  //',
  },
  {
    path: 'a.tsx',
    open: '',
    members: [
      'export function F() {\n  return <b>1</b>;\n}\n',
      'export const G = () => {\n  return <b>2</b>;\n};\n',
      'export default function H() {\n  return <b>3</b>;\n}\n',
    ],
    close: '',
    comment: '//',
  },
  {
    path: 'a.test.js',
    open: "describe('a', () => {\n",
    members: [
      "  it('f', () => {\n    ok(1);\n  });\n",
      "  it('g', () => {\n    ok(2);\n  });\n",
      "  it('h', async () => {\n    ok(3);\n  });\n",
    ],
    close: '});\n',
    comment: '  //',
  },
  {
    path: 'a.go',
    open: 'package a\n\n',
    members: [
      'func F() int {\n\treturn 1\n}\n',
      '// G is second.\nfunc (a *A) G() int {\n\treturn 2\n}\n',
      'type H struct {\n\tc int\n}\n',
    ],
    close: '',
    comment: '//',
  },
  {
    path: 'a.rs',
    open: 'impl A {\n',
    members: [
      '    fn f() -> i32 {\n        1\n    }\n',
      '    #[inline]\n    fn g() -> i32 {\n        2\n    }\n',
      '    fn h() -> i32 {\n        3\n    }\n',
    ],
    close: '}\n',
    comment: '    //',
  },
  {
    path: 'A.java',
    open: 'package a;\n\nclass A {\n',
    members: [
      '    int f() {\n        return 1;\n    }\n',
      '    @Test\n    void g() {\n        ok(2);\n    }\n',
      '    int h() {\n        return 3;\n    }\n',
    ],
    close: '}\n',
    comment: '    //',
  },
  {
    path: 'A.cs',
    open: 'namespace A {\n    class B {\n',
    members: [
      '        int F() {\n            return 1;\n        }\n',
      '        int G() {\n            return 2;\n        }\n',
      '        int H() {\n            return 3;\n        }\n',
    ],
    close: '    }\n}\n',
    comment: '        //',
  },
  {
    path: 'a.rb',
    open: 'class A\n',
    members: ['  def f\n    1\n  end\n', '  def g\n    2\n  end\n', '  def h\n    3\n  end\n'],
    close: 'end\n',
    comment: '  #',
  },
  {
    path: 'a.php',
    open: '<?php\n\nclass A {\n',
    members: [
      '    function f() {\n        return 1;\n    }\n',
      '    function g() {\n        return 2;\n    }\n',
      '    function h() {\n        return 3;\n    }\n',
    ],
    close: '}\n',
    comment: '    //',
  },
  {
    path: 'a.cpp',
    open: '',
    members: ['int f() {\n  return 1;\n}\n', 'int A::g(int a) {\n  return 2;\n}\n', 'int h() {\n  return 3;\n}\n'],
    close: '',
    comment: '//',
  },
];

describe('a block with the changed definition only', () => {
  for (const { path, open, members, close, comment } of SAMPLES) {
    const [first, second, third] = members;
    const base = open + [first, second, third].join('\n') + close;
    const marker = `${comment} ... existing code ...\n`;

    it(`replaces it in ${path}, and nothing else`, async () => {
      const changed = second.replace('2', '22');
      const text = `${open}${marker}\n${changed}\n${marker}${close}`;
      const outcome = await fillIn({ path, text, base, isAdded: false }, trees);
      assert.ok(outcome.kind === 'filled', JSON.stringify(outcome));
      assert.equal(outcome.text, open + [first, changed, third].join('\n') + close);
    });

    it(`puts a new one in ${path} at the end`, async () => {
      const added = first.replace(/\b(f|F)\b/, 'more').replace('1', '4');
      const text = `${open}${marker}\n${added}${close}`;
      const outcome = await fillIn({ path, text, base, isAdded: false }, trees);
      assert.ok(outcome.kind === 'filled', JSON.stringify(outcome));
      assert.equal(outcome.text, open + [first, second, third, added].join('\n') + close);
    });
  }
});
