import assert from 'node:assert/strict';
import { importGraph } from '../kit/importGraph';
import { sourceFiles } from '../kit/sourceFiles';
import { assertBites } from './checks/assertBites';
import type { Breach } from './checks/breach';
import { assertNone } from './checks/breach';
import { packageJson } from './checks/packageJson';
import type { Homes } from './checks/packages';
import { homeBreaches, undeclaredBreaches, unusedPackages } from './checks/packages';

/** Where each package of the product lives. The rest of src uses what is exported there. */
const HOMES: Homes = {
  '@anthropic-ai/bedrock-sdk': ['src/node/models/bedrock/bedrockSdk.ts'],
  '@anthropic-ai/sdk': ['src/node/models/claude/'],
  '@anthropic-ai/vertex-sdk': ['src/node/models/vertex/vertexSdk.ts'],
  '@secretlint/core': ['src/node/secrets/secretlintRules.ts'],
  '@secretlint/secretlint-rule-preset-recommend': ['src/node/secrets/secretlintRules.ts'],
  '@vscode/tree-sitter-wasm': ['src/node/treeSitter.ts'],
  commander: ['src/node/cli/runCli.ts', 'src/node/cli/commandOptions.ts', 'src/node/cli/commands/'],
  diff: ['src/core/changes/diff.ts'],
  'eventsource-parser': ['src/node/models/openai/chatSocket.ts'],
  'google-auth-library': ['src/node/models/vertex/vertexSdk.ts'],
  ignore: ['src/node/codebase/ignoreRules.ts'],
  'markdown-it': ['src/core/spec/markdown/markdownSections.ts'],
  picocolors: ['src/node/cli/colors.ts'],
  sax: ['src/node/runners/readXml.ts'],
  'smol-toml': ['src/core/config/'],
  'v8-to-istanbul': ['src/node/runners/script/readV8Coverage.ts'],
  vscode: ['src/vscode/', 'src/extension.ts'],
  yaml: ['src/core/lib/yaml.ts'],
};

/** What is declared and never imported, and why it is there all the same. */
const NOT_IMPORTED: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'npm run lint',
  '@types/mocha': 'types',
  '@types/node': 'types',
  '@types/sax': 'types',
  '@types/vscode': 'types',
  '@types/write-file-atomic': 'types',
  typescript: 'the types tier',
};

const everything = sourceFiles('src', 'test', 'scripts', 'esbuild.mjs');
const declared = Object.keys({ ...packageJson.value.dependencies, ...packageJson.value.devDependencies });

describe('third-party packages', () => {
  it('have one home each in src, and the core imports no Node module', () => {
    assertNone(homeBreaches(importGraph(sourceFiles('src'), ['package.json']), HOMES));
  });

  it('are declared where they are imported', () => {
    assertNone(undeclaredBreaches(importGraph(everything), declared));
  });

  it('are used where they are declared', () => {
    const unused = unusedPackages(importGraph(everything), declared);
    const wanted = Object.keys(NOT_IMPORTED);
    const breaches: Breach[] = [
      ...unused
        .filter((name) => !wanted.includes(name))
        .map((name) => packageJson.breach(`"${name}"`, `${name} is used nowhere: remove it`)),
      ...wanted
        .filter((name) => !unused.includes(name))
        .map((name) => packageJson.breach(`"${name}"`, `${name} is imported: take it off NOT_IMPORTED in this test`)),
    ];
    assertNone(breaches);
  });

  it('are bundled, so that none is a dependency that somebody would have to install', () => {
    assert.deepEqual(packageJson.value.dependencies ?? {}, {}, 'package.json: move it to devDependencies');
  });

  describe('bite', () => {
    const homes: Homes = { yaml: ['src/core/lib/yaml.ts'], toml: ['src/core/config/'] };
    const inFile = (file: string, source: string) => homeBreaches(importGraph(new Map([[file, source]])), homes);

    it('on a second home, also for a type', () => {
      assertBites(inFile('src/core/spec/a.ts', "\nimport type { Node } from 'yaml';"), [
        'src/core/spec/a.ts:2: yaml is imported in',
      ]);
      assertBites(inFile('src/node/a.ts', "export * from 'toml/parse';"), ['src/node/a.ts:1: toml is imported in']);
      assertNone(inFile('src/core/lib/yaml.ts', "import { parse } from 'yaml';"));
      assertNone(inFile('src/core/config/any/file.ts', "import { parse } from 'toml';"));
    });

    it('on a package without a home', () => {
      assertBites(inFile('src/node/a.ts', "import { pad } from '@left/pad/now';"), [
        'src/node/a.ts:1: @left/pad has no home',
      ]);
    });

    it('on a Node module in the core, and on one without node: elsewhere', () => {
      assertBites(inFile('src/core/spec/a.ts', "import type { Stats } from 'node:fs';"), [
        'src/core/spec/a.ts:1: the core imports no Node',
      ]);
      assertBites(inFile('src/core/lib/a.ts', "import { join } from 'path';"), [
        'src/core/lib/a.ts:1: the core imports no Node',
      ]);
      assertBites(inFile('src/node/a.ts', "import { join } from 'path';"), ['src/node/a.ts:1: write node:path']);
      assertNone(inFile('src/node/a.ts', "import { join } from 'node:path';"));
    });

    it('on an import that nobody can follow', () => {
      assertBites(inFile('src/node/a.ts', 'await import(name);'), ['src/node/a.ts:1: imports a computed name']);
      assertBites(inFile('src/node/a.ts', "import { a } from './gone';"), ['src/node/a.ts:1: imports ./gone']);
    });

    it('on what is undeclared, and on what is unused', () => {
      const graph = importGraph(
        new Map([['test/a.ts', "import { a } from 'known';\nimport { b } from 'unknown/part';"]]),
      );
      assertBites(undeclaredBreaches(graph, ['known', 'idle']), ['test/a.ts:2: unknown is not declared']);
      assert.deepEqual(unusedPackages(graph, ['known', 'idle']), ['idle']);
    });
  });
});
