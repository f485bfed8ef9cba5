import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { scratchFolder } from '../kit/editor/scratchFolder';
import { filesBelow, sourceFiles } from '../kit/sourceFiles';
import { findTests } from '../kit/tiers/findTests';
import { tiers } from '../kit/tiers/tiers';
import { assertBites } from './checks/assertBites';
import { assertNone } from './checks/breach';
import { testHabitBreaches } from './checks/testHabits';
import { mirrorPathBreaches, strayTestBreaches } from './checks/testPlaces';

/** Folders of test that hold no tests: helpers, projects to work on, and figures. */
const NOT_TIERS = ['kit', 'fixtures', 'bench'];

const folders = readdirSync(path.join(repositoryRoot, 'test'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !NOT_TIERS.includes(entry.name))
  .map((entry) => entry.name);
const files = filesBelow('test');

describe('the tiers', () => {
  it('run every folder of test, and each folder that a tier is named after is there', () => {
    const names = tiers.map(({ name }) => name);
    const idle = folders.filter((folder) => !names.includes(folder));
    assertNone(
      idle.map((folder) => ({ file: 'test/kit/tiers/tiers.ts', line: 1, message: `test/${folder} is run by no tier` })),
    );
    for (const wanted of ['rules', 'unit', 'golden', 'cli', 'host', 'ui']) {
      assert.ok(names.includes(wanted), `test/kit/tiers/tiers.ts has no tier ${wanted}`);
      assert.ok(folders.includes(wanted), `test/${wanted} is not there`);
    }
  });

  for (const folder of folders) {
    it(`find tests in test/${folder}`, () => assert.ok(findTests(`test/${folder}`).length > 0));
  }

  it('find every test: all are named *.test.ts and lie in a tier', () => assertNone(strayTestBreaches(files, folders)));

  it('fail where there is no test', async () => {
    const { folder, remove } = await scratchFolder('tier');
    try {
      await mkdir(path.join(folder, 'empty'));
      assert.throws(() => findTests(path.relative(repositoryRoot, path.join(folder, 'empty'))), /no test file matches/);
      assert.throws(() => findTests('test/no-such-tier'), /no test file matches/);
      assert.throws(() => findTests('test/rules', ['no-such-test']), /no test file matches/);
    } finally {
      await remove();
    }
  });
});

describe('the tests', () => {
  it('of test/unit mirror src and test/kit', () => {
    assertNone(mirrorPathBreaches(files, (file) => existsSync(path.join(repositoryRoot, file))));
  });

  it('never sleep, never mock vscode or our own modules, and none is skipped or alone', () => {
    assertNone(testHabitBreaches(sourceFiles('test')));
  });
});

describe('the checks of tests bite', () => {
  it('on a test outside the tiers or with a name that the glob does not find', () => {
    const found = strayTestBreaches(
      [
        'test/unit/a.test.ts',
        'test/unit/b.spec.ts',
        'test/c.test.ts',
        'test/kit/d.test.ts',
        'test/unit/e.test.mts',
        'test/unit/f_test.ts',
        'test/fixtures/shop/g.test.js',
      ],
      ['unit'],
    );
    assertBites(found, [
      'test/unit/b.spec.ts:1: name it',
      'test/c.test.ts:1: no tier',
      'test/kit/d.test.ts:1: no tier',
      'test/unit/e.test.mts:1: name it',
      'test/unit/f_test.ts:1: name it',
    ]);
  });

  it('on a unit test without a counterpart', () => {
    const there = ['src/core/spec', 'src/core/lib/yaml.ts', 'test/kit/tiers'];
    const tests = [
      'test/unit/core/spec/any.test.ts',
      'test/unit/core/gone/a.test.ts',
      'test/unit/kit/tiers/a.test.ts',
      'test/host/a.test.ts',
    ];
    assertBites(
      mirrorPathBreaches(tests, (file) => there.includes(file)),
      ['test/unit/core/gone/a.test.ts:1: src/core/gone is not there'],
    );
  });

  it('on sleeping, mocking and skipping', () => {
    const bad = [
      'await new Promise((resolve) => setTimeout(resolve, 50));',
      "import { setTimeout } from 'node:timers/promises';",
      "import { setTimeout as wait } from 'timers/promises';",
      'await page.waitForTimeout(100);',
      'await sleep(10);',
      "mock.module('vscode', {});",
      'Module._load = () => ({});',
      "require.cache['vscode'] = {};",
      "it.skip('a', () => {});",
      "describe.only('a', () => {});",
      "xit('a', () => {});",
      'this.skip();',
    ];
    for (const source of bad) {
      assertBites(testHabitBreaches(new Map([['test/unit/a.test.ts', source]])), ['test/unit/a.test.ts:1:']);
    }
    const fine = [
      "const text = 'setTimeout(1)';",
      "it('skips', () => {});",
      'await once(server, "listening");',
      'list.skip(3);',
    ];
    for (const source of fine) assertNone(testHabitBreaches(new Map([['test/unit/a.test.ts', source]])));
    assertNone(testHabitBreaches(new Map([['test/kit/server.ts', 'setTimeout(send, 5);']])));
  });
});
