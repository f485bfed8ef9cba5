import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { importGraph } from '../kit/importGraph';
import { sourceFiles } from '../kit/sourceFiles';
import { arrowBreaches } from './checks/arrows';
import { assertBites } from './checks/assertBites';
import { assertNone } from './checks/breach';
import { circleBreaches } from './checks/circles';
import { stagesOf } from './checks/map';

const graph = importGraph(sourceFiles('src'), ['package.json']);

describe('the arrows of the import graph', () => {
  it('go from a stage to its left, and from the faces to the core, types included', () => {
    assertNone(arrowBreaches(graph, stagesOf(readFileSync(path.join(repositoryRoot, 'src/README.md'), 'utf8'))));
  });

  it('never close a circle', () => {
    assertNone(circleBreaches(graph));
  });

  describe('bite', () => {
    const stages = ['spec', 'prompt', 'verdict'];
    const forbidden: readonly (readonly [string, string])[] = [
      ['src/core/spec/a.ts', 'src/core/prompt/b.ts'],
      ['src/core/lib/a.ts', 'src/core/spec/b.ts'],
      ['src/core/errors.ts', 'src/core/spec/b.ts'],
      ['src/core/phase.ts', 'src/core/verdict/b.ts'],
      ['src/core/verdict/a.ts', 'src/node/b.ts'],
      ['src/core/verdict/a.ts', 'src/vscode/b.ts'],
      ['src/core/verdict/a.ts', 'src/core/walls/b.ts'],
      ['src/node/a.ts', 'src/vscode/b.ts'],
      ['src/node/a.ts', 'src/node/cli/b.ts'],
      ['src/node/a.ts', 'src/cli.ts'],
      ['src/vscode/a.ts', 'src/node/cli/b.ts'],
      ['src/vscode/a.ts', 'src/extension.ts'],
      ['src/cli.ts', 'src/core/verdict/b.ts'],
      ['src/cli.ts', 'src/vscode/b.ts'],
      ['src/extension.ts', 'src/node/b.ts'],
      ['src/core/spec/a.ts', 'test/kit/b.ts'],
    ];
    const allowed: readonly (readonly [string, string])[] = [
      ['src/core/verdict/a.ts', 'src/core/spec/b.ts'],
      ['src/core/verdict/a.ts', 'src/core/verdict/b.ts'],
      ['src/core/spec/a.ts', 'src/core/lib/b.ts'],
      ['src/core/spec/a.ts', 'src/core/errors.ts'],
      ['src/core/errors.ts', 'src/core/lib/b.ts'],
      ['src/node/a.ts', 'src/core/verdict/b.ts'],
      ['src/node/cli/a.ts', 'src/node/b.ts'],
      ['src/vscode/a.ts', 'src/node/b.ts'],
      ['src/vscode/a.ts', 'src/core/verdict/b.ts'],
      ['src/cli.ts', 'src/node/cli/b.ts'],
      ['src/extension.ts', 'src/vscode/b.ts'],
    ];
    const one = (from: string, to: string, keyword = 'import') =>
      importGraph(
        new Map([
          [
            from,
            `${keyword} { b } from '${path.posix.relative(path.posix.dirname(from), to).replace(/^(?!\.)/, './')}';`,
          ],
          [to, 'export const b = 1;'],
        ]),
      );

    for (const [from, to] of forbidden) {
      it(`${from} may not import ${to}`, () => {
        for (const keyword of ['import', 'import type', 'export']) {
          assertBites(
            arrowBreaches(
              one(from, to, keyword).filter((edge) => edge.from === from),
              stages,
            ),
            [`${from}:1`],
          );
        }
      });
    }
    for (const [from, to] of allowed) {
      it(`${from} may import ${to}`, () => assertNone(arrowBreaches(one(from, to), stages)));
    }

    it('on a folder that the map does not know', () => {
      const edges = importGraph(new Map([['src/core/newStage/a.ts', "import { x } from 'x';"]]));
      assertBites(arrowBreaches(edges, stages), ['src/core/newStage/a.ts:1: src/core/newStage/a.ts has no place']);
    });

    it('on a circle of three files, closed by a type, once', () => {
      const circle = importGraph(
        new Map([
          ['src/a.ts', "import { b } from './b';"],
          ['src/b.ts', "import { c } from './c';"],
          ['src/c.ts', "\nimport type { a } from './a';"],
          ['src/d.ts', "import { a } from './a';\nimport { b } from './b';"],
        ]),
      );
      assertBites(circleBreaches(circle), [
        'src/c.ts:2: imports in a circle: src/a.ts → src/b.ts → src/c.ts → src/a.ts',
      ]);
    });

    it('on a file that imports itself', () => {
      const loop = importGraph(new Map([['src/a.ts', "import type { A } from './a';"]]));
      assertBites(circleBreaches(loop), ['src/a.ts:1: imports in a circle']);
    });
  });
});
