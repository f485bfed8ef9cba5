import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkRunsCode } from '../../../../../src/core/changes/checks/checkRunsCode';
import { proposed } from './proposed';

async function found(name: string, text = '', base?: string): Promise<string[]> {
  return checkRunsCode(await proposed(name, text, base)).map(
    ({ weight, line, detail }) => `${weight} ${line}: ${detail}`,
  );
}

describe('the check for files that run code', () => {
  const rows: readonly (readonly [path: string, finding: RegExp])[] = [
    ['tests/conftest.py', /^note undefined: this file runs before the tests of its folder, in every pytest run$/],
    ['Makefile', /^note .*: this file holds commands of the build$/],
    ['sub/Dockerfile', /^note .*build the image/],
    ['.github/workflows/ci.yml', /^warning .*build server, with its secrets/],
    ['.gitlab-ci.yml', /^warning .*build server/],
    ['jest.config.ts', /^note .*runs on every test run$/],
    ['vitest.config.mts', /^note .*runs on every test run$/],
    ['.mocharc.cjs', /^note .*runs on every test run$/],
    ['setup.py', /^warning .*installed or built$/],
    ['build.rs', /^warning .*every cargo build/],
    ['.npmrc', /^warning .*every install/],
    ['.husky/pre-commit', /^warning .*git hook/],
    ['.vscode/tasks.json', /^warning .*programs that the editor starts$/],
    ['.envrc', /^warning .*enters the folder$/],
    ['lib/evil.pth', /^warning .*whenever Python starts$/],
  ];
  for (const [path, finding] of rows) {
    it(`says when ${path} runs`, async () => {
      assert.match((await found(path)).join('\n'), finding);
    });
  }

  it('finds nothing in code, data, lock files and settings without commands', async () => {
    for (const path of [
      'src/a.py',
      'tests/test_a.py',
      'README.md',
      'package-lock.json',
      '.editorconfig',
      '.github/CODEOWNERS',
      'tsconfig.json',
      '.env',
    ]) {
      assert.deepEqual(await found(path), [], path);
    }
  });

  describe('package.json', () => {
    const base = '{\n  "name": "a",\n  "scripts": {\n    "test": "mocha",\n    "build": "tsc"\n  }\n}\n';

    it('names the scripts that are new or changed, and when each runs', async () => {
      const text =
        '{\n  "name": "a",\n  "scripts": {\n    "test": "mocha --exit",\n    "build": "tsc",\n    "postinstall": "node x.js"\n  }\n}\n';
      assert.deepEqual(await found('package.json', text, base), [
        'note 4: the script "test" runs with npm test: mocha --exit',
        'warning 6: the script "postinstall" runs on every npm install: node x.js',
      ]);
    });

    it('is silent when no script changes', async () => {
      assert.deepEqual(await found('package.json', base.replace('"a"', '"b"'), base), []);
      assert.deepEqual(await found('package.json', '{"name": "a"}'), []);
    });

    it('is told of as a whole when it cannot be read', async () => {
      assert.match(
        (await found('package.json', '{"scripts": {', base)).join(),
        /^warning undefined: this file names commands, some of which run on every npm install$/,
      );
    });
  });
});
