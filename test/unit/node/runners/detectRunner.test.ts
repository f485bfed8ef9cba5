import assert from 'node:assert/strict';
import { detectRunner } from '../../../../src/node/runners/detectRunner';
import type { RunnerName } from '../../../../src/node/runners/runnerName';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

type Files = Readonly<Record<string, string>>;
const json = JSON.stringify;

async function detect(testFile: string, files: Files, preferred?: RunnerName): Promise<string | undefined> {
  const workspace = await TemporaryWorkspace.make(files);
  try {
    return (await detectRunner({ root: workspace.root, testFile, preferred }))?.why;
  } finally {
    await workspace.dispose();
  }
}

describe('the runner of a test file', () => {
  const cases: readonly (readonly [string, string, Files, string | undefined])[] = [
    ['Python', 'tests/test_a.py', {}, 'pytest: the language of tests/test_a.py'],
    ['Go', 'cart/cart_test.go', {}, 'go test: the language of cart/cart_test.go'],
    ['Rust', 'tests/cart.rs', {}, 'cargo test: the language of tests/cart.rs'],
    [
      'Rust with settings for nextest',
      'crates/a/tests/cart.rs',
      { '.config/nextest.toml': '' },
      'cargo nextest: .config/nextest.toml',
    ],
    [
      'Java with Maven',
      'app/src/test/java/ATest.java',
      { 'app/pom.xml': '', 'build.gradle': '' },
      'maven: app/pom.xml',
    ],
    [
      'Kotlin with Gradle',
      'app/src/test/kotlin/ATest.kt',
      { 'app/build.gradle.kts': '', 'pom.xml': '' },
      'gradle: app/build.gradle.kts',
    ],
    ['Java with neither', 'ATest.java', {}, 'maven: there is no pom.xml and no build.gradle above ATest.java'],
    ['C#', 'tests/ATests.cs', {}, 'dotnet test: the language of tests/ATests.cs'],
    ['a language without a runner', 'test/a_test.rb', {}, undefined],
    ['no language', 'py', {}, undefined],
    [
      'JavaScript without a word',
      'test/a.test.js',
      {},
      'node:test: no project file above test/a.test.js names another runner',
    ],
    [
      'a dependency',
      'test/a.test.js',
      { 'package.json': json({ devDependencies: { vitest: '1' } }) },
      'vitest: devDependencies of package.json',
    ],
    [
      'the nearest package of several',
      'packages/a/a.test.ts',
      {
        'packages/a/package.json': json({ dependencies: { jest: '1' } }),
        'package.json': json({ devDependencies: { vitest: '1' } }),
      },
      'jest: dependencies of packages/a/package.json',
    ],
    [
      'a package that leaves it to the one above',
      'packages/a/test/a.test.ts',
      {
        'packages/a/package.json': json({ name: 'a' }),
        'package.json': json({ devDependencies: { mocha: '1' } }),
      },
      'mocha: devDependencies of package.json',
    ],
    [
      'the test script before dependencies',
      'a.test.js',
      {
        'package.json': json({ scripts: { test: 'node --import tsx --test test' }, devDependencies: { vitest: '1' } }),
      },
      'node:test: the test script of package.json',
    ],
    [
      'a program in a folder of programs',
      'a.test.js',
      {
        'package.json': json({ scripts: { test: 'c8 ./node_modules/.bin/mocha --exit' } }),
      },
      'mocha: the test script of package.json',
    ],
    [
      'a script of two, which says nothing',
      'a.test.js',
      {
        'package.json': json({ scripts: { test: 'vitest run && jest' } }),
        'jest.config.cjs': '',
      },
      'jest: jest.config.cjs',
    ],
    [
      'words that only look alike',
      'a.test.js',
      {
        'package.json': json({ scripts: { test: 'node scripts/jest-like.js' } }),
      },
      'node:test: no project file above a.test.js names another runner',
    ],
    ['settings of mocha', 'pkg/a.test.js', { 'pkg/.mocharc.yml': '' }, 'mocha: pkg/.mocharc.yml'],
    ['settings of vitest', 'pkg/a.test.js', { 'vitest.config.mts': '' }, 'vitest: vitest.config.mts'],
    [
      'settings inside package.json',
      'a.test.js',
      { 'package.json': json({ jest: {} }) },
      'jest: "jest" in package.json',
    ],
    [
      'a package.json that is none',
      'a.test.js',
      { 'package.json': '[1' },
      'node:test: no project file above a.test.js names another runner',
    ],
    [
      'what the test itself imports',
      'a.test.js',
      {
        'a.test.js': "import { test } from 'node:test';",
        'package.json': json({ devDependencies: { vitest: '1' } }),
      },
      'node:test: a.test.js imports it',
    ],
    [
      'what the test itself requires',
      'a.test.ts',
      {
        'a.test.ts': 'const { expect } = require("@jest/globals")',
        'package.json': json({ devDependencies: { mocha: '1' } }),
      },
      'jest: a.test.ts imports it',
    ],
    ['JSX, which node cannot run', 'a.test.tsx', {}, undefined],
    [
      'JSX with a runner that can',
      'a.test.tsx',
      { 'package.json': json({ devDependencies: { vitest: '1' } }) },
      'vitest: devDependencies of package.json',
    ],
  ];
  for (const [title, testFile, files, why] of cases) {
    it(`of ${title}`, async () => assert.equal(await detect(testFile, files), why));
  }

  it('is the one that the user chose, for files that it can run', async () => {
    const files = { 'package.json': json({ devDependencies: { vitest: '1' } }) };
    assert.equal(await detect('a.test.js', files, 'jest'), 'jest: chosen in the settings or on the command line');
    assert.equal(await detect('test_a.py', files, 'jest'), 'pytest: the language of test_a.py');
    assert.equal(
      await detect('tests/a.rs', {}, 'cargo nextest'),
      'cargo nextest: chosen in the settings or on the command line',
    );
  });
});
