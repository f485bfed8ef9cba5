import assert from 'node:assert/strict';
import { describeCodebase } from '../../../../../src/core/codebase/discovery/describeCodebase';
import { readProfile } from '../../../../../src/core/codebase/loadProfile';
import type { CodebaseProfile } from '../../../../../src/core/codebase/profile';
import { trustedFor } from '../../../../../src/core/codebase/profile';
import type { YamlValue } from '../../../../../src/core/lib/yamlNode';
import { fromPlain } from '../../../../../src/core/lib/yamlNode';
import { codebaseOf } from '../../../../kit/codebaseOf';

const PYTHON = {
  'pyproject.toml':
    '[project]\nrequires-python = ">=3.11"\ndependencies = ["fastapi>=0.110"]\n[tool.pytest.ini_options]\n',
  'src/shop/__init__.py': '',
  'src/shop/domain/money_value.py':
    'class Money:\n    def add_up(self) -> int: ...\n    def take_off(self) -> int: ...\n',
  'src/shop/domain/cart_error.py': 'class CartError(Exception):\n    pass\n',
  'src/shop/application/cart_service.py':
    'from shop.domain.money_value import Money\nfrom fastapi import Depends\nclass CartService:\n    def add_item(self) -> int: ...\n    def drop_item(self) -> int: ...\n    def sum_up(self) -> int:\n        raise ValueError\n',
  'src/shop/infrastructure/cart_store.py':
    'from shop.domain.money_value import Money\nclass CartStore:\n    def read_cart(self) -> int: ...\n',
  'src/shop/__main__.py': 'from shop.application.cart_service import CartService\n',
  'tests/unit/test_money_value.py':
    'import pytest\nfrom shop.domain.money_value import Money\n@pytest.fixture\ndef money(): ...\n@pytest.mark.parametrize("a", [1])\ndef test_add(a):\n    assert a\n',
  'tests/unit/test_cart_service.py':
    'from shop.application.cart_service import CartService\ndef test_sum():\n    assert 1\n',
};
const SCRIPT = {
  'web/package.json':
    '{"dependencies": {"react": "18.3.1"}, "devDependencies": {"vitest": "1.6.0", "typescript": "5.4.5"}}',
  'web/src/price-tag.ts':
    "import React from 'react';\nexport function priceTag() {}\nexport function taxRate() {}\nexport function netSum() {}\n",
  'web/src/cart-view.ts':
    "import { priceTag } from './price-tag';\nexport function cartView() {}\nexport function emptyCart() {}\n",
  'web/src/price-tag.test.ts':
    "import { it, expect } from 'vitest';\nimport { priceTag } from './price-tag';\nit('shows', () => {\n  expect(1);\n});\n",
};

function describe_(files: Readonly<Record<string, string>>): CodebaseProfile {
  return readProfile(fromPlain(describeCodebase(codebaseOf(files)) as YamlValue));
}

function pattern(profile: Pick<CodebaseProfile, 'patterns'>, name: string) {
  const found = profile.patterns.find((each) => each.name === name);
  return found && [found.description, found.confidence, found.signals.join('; ')];
}

describe('the profile of a codebase', () => {
  it('has languages with versions, frameworks and where they were seen', () => {
    assert.deepEqual(describe_(PYTHON).languages, [
      {
        ...{ name: 'python', version: '3.11', confidence: 0.9, fileCount: 8, lineCount: 26, primary: true },
        frameworks: ['FastAPI'],
      },
    ]);
    const { patterns } = describe_(PYTHON);
    assert.deepEqual(pattern({ patterns }, 'framework_fastapi'), [
      'The project uses FastAPI',
      0.9,
      'manifest:pyproject.toml; import(1)',
    ]);
  });

  it('has layers with their folders, who uses whom, where it starts and where its tests are', () => {
    const { structure, layerUses } = describe_(PYTHON);
    assert.deepEqual([structure.style, structure.sourceRoot, structure.confidence], ['clean_architecture', 'src', 0.6]);
    assert.deepEqual(
      structure.layers.map(({ name, paths, fileCount, confidence, signals }) => [
        name,
        paths,
        fileCount,
        confidence,
        signals,
      ]),
      [
        ['domain', ['src/shop/domain'], 2, 0.9, ['directory:domain(2)']],
        ['application', ['src/shop/application'], 1, 0.9, ['directory:application(1)']],
        ['infrastructure', ['src/shop/infrastructure'], 1, 0.9, ['directory:infrastructure(1)']],
      ],
    );
    assert.deepEqual(layerUses, [
      { layer: 'application', uses: ['domain'] },
      { layer: 'infrastructure', uses: ['domain'] },
    ]);
    assert.deepEqual([structure.entryPoints, structure.testFolders], [['src/shop/__main__.py'], ['tests']]);
  });

  it('has how names are written, how errors are dealt with and how tests are', () => {
    const profile = describe_(PYTHON);
    assert.deepEqual(pattern(profile, 'snake_case_functions'), [
      'Functions are named in snake_case (python)',
      0.9,
      'function_names:python(6 of 6)',
    ]);
    assert.equal(pattern(profile, 'custom_errors')?.[0], 'Errors are types of their own');
    assert.deepEqual(pattern(profile, 'type_annotations')?.[2], 'annotated_functions(6 of 6)');
    assert.equal(pattern(profile, 'test_file_names')?.[0], 'Test files are named test_*.py');
    assert.equal(pattern(profile, 'test_location')?.[0], 'Tests stand in folders of their own, apart from the code');
    for (const name of ['test_fixtures', 'test_parametrised', 'test_assert']) assert.ok(pattern(profile, name), name);
    assert.equal(pattern(profile, 'camel_case_functions'), undefined);
  });

  it('links tests to what they are named after and import, and says what no test looks at', () => {
    const { tests } = describe_({ ...PYTHON, ...SCRIPT });
    assert.deepEqual(tests.links, [
      { source: 'src/shop/application/cart_service.py', tests: ['tests/unit/test_cart_service.py'] },
      { source: 'src/shop/domain/money_value.py', tests: ['tests/unit/test_money_value.py'] },
      { source: 'web/src/price-tag.ts', tests: ['web/src/price-tag.test.ts'] },
    ]);
    assert.deepEqual([tests.files, tests.cases, tests.frameworks], [3, 3, ['pytest', 'Vitest']]);
    assert.deepEqual(tests.categories, [
      { name: 'other', files: 1 },
      { name: 'unit', files: 2 },
    ]);
    // Of money_value, cart_error, cart_service, cart_store, price-tag and cart-view.
    assert.equal(tests.estimatedCoverage, 0.5);
    assert.deepEqual(
      tests.gaps.map(({ location }) => location),
      ['src/shop/infrastructure/cart_store.py', 'web/src/cart-view.ts', 'src/shop/domain/cart_error.py'],
    );
  });

  it('has the projects of a repository one by one, and tells of a file by the one in which it is', () => {
    const profile = describe_({ ...PYTHON, ...SCRIPT });
    assert.equal(profile.schemaVersion, '1.1');
    assert.deepEqual(
      profile.zones.map(({ name, path, language, frameworks }) => [name, path, language, frameworks]),
      [
        ['root', '.', 'python', ['FastAPI', 'pytest']],
        ['web', 'web', 'typescript', ['React', 'Vitest']],
      ],
    );
    assert.equal(profile.structure.style, undefined);
    assert.deepEqual(
      profile.zones.map(({ structure }) => structure.style),
      ['clean_architecture', 'flat'],
    );
    const web = trustedFor(profile, 'web/src/new.ts');
    assert.equal(pattern(web, 'camel_case_functions')?.[0], 'Functions are named in camelCase (typescript)');
    assert.equal(pattern(web, 'snake_case_functions'), undefined);
    assert.ok(pattern(trustedFor(profile, 'src/shop/new.py'), 'snake_case_functions'));
  });

  it('has a name for every project, also where one is called like the whole', () => {
    const { zones } = describe_({ ...PYTHON, 'root/go.mod': 'module a\n', 'root/a.go': 'package a\nfunc A() {}\n' });
    assert.deepEqual(
      zones.map(({ name, path }) => [name, path]),
      [
        ['.', '.'],
        ['root', 'root'],
      ],
    );
  });

  it('judges a project by what is in its folder, not by where the folder lies', () => {
    const { zones } = describe_({
      'services/api/go.mod': 'module a\n',
      'services/api/a.go': 'package a\nfunc A() {}\n',
      'services/shop/package.json': '{}',
      'services/shop/cart.js': 'function a() {}\n',
    });
    for (const { structure } of zones) assert.deepEqual([structure.style, structure.layers], ['flat', []]);
  });

  it('is of one project where packages of the same language lie in one another', () => {
    const { zones } = describe_({
      'package.json': '{"workspaces": ["packages/*"]}',
      'build.js': 'function build() {}\n',
      'packages/a/package.json': '{}',
      'packages/a/index.js': 'function a() {}\n',
    });
    assert.deepEqual(zones, []);
  });

  it('has no framework of another language, and none for a folder that is called like one', () => {
    const files = {
      'testing/__init__.py': 'def f():\n    pass\n',
      'next/steps.py': '',
      'click/more.py': '',
      'test/mod.py': 'from testing import f\nfrom next import steps\nimport express\nfrom click import more\n',
    };
    const frameworks = (more: Readonly<Record<string, string>>) =>
      describe_({ ...files, ...more })
        .patterns.map(({ name }) => name)
        .filter((name) => name.startsWith('framework_'));
    assert.deepEqual(frameworks({}), []);
    assert.deepEqual(frameworks({ 'requirements.txt': 'click\n' }), ['framework_click']);
    assert.deepEqual(frameworks({ 'a.go': 'package a\n\nimport "testing"\n' }), ['framework_go_testing']);
  });

  it('has a rule only where most of what could be otherwise is so', () => {
    const rules = (upper: number, lower: number, ending: string) => {
      const line = (name: string) =>
        ({ ts: `export const ${name} = 1;`, py: `${name} = 1`, cs: `  public const int ${name} = 1;` })[ending];
      const names = [
        ...Array.from({ length: upper }, (_, index) => line(`MAX_${index}`)),
        ...Array.from({ length: lower }, (_, index) => line(`max${index}`)),
      ];
      return pattern(describe_({ [`a.${ending}`]: `${names.join('\n')}\n` }), 'upper_case_constants');
    };
    for (const ending of ['ts', 'py', 'cs']) {
      assert.equal(rules(5, 300, ending), undefined, ending);
      assert.deepEqual(rules(9, 1, ending)?.slice(1), [0.9, 'constant_names(9 of 10)'], ending);
    }
    const functions = Array.from({ length: 20 }, (_, index) => [`a${index}.py`, 'def get_it():\n    pass\n']);
    const hidden = ['b.py', 'def _a(): ...\ndef _b(): ...\ndef _c(): ...\ndef _d(): ...\ndef _e(): ...\n'];
    assert.equal(pattern(describe_(Object.fromEntries([...functions, hidden])), 'underscore_private'), undefined);
    assert.equal(pattern(describe_(Object.fromEntries([hidden])), 'underscore_private')?.[1], 0.9);
    const tests = Array.from({ length: 14 }, (_, index) => [
      `tests/test_m${index}.py`,
      `def test_a():\n    assert 1\n${index < 3 ? 'class TestX:\n    def test_b(self):\n        self.assertEqual(1, 1)\n' : ''}`,
    ]);
    const { patterns } = describe_(Object.fromEntries(tests));
    assert.deepEqual(
      patterns.map(({ name }) => name).filter((name) => /^test_(?:group|expect|assert)/.test(name)),
      ['test_assert'],
    );
  });

  it('is the same for the same files, in whatever order they come', () => {
    const files = { ...PYTHON, ...SCRIPT };
    const turned = Object.fromEntries(Object.entries(files).reverse());
    const text = (from: Readonly<Record<string, string>>) => JSON.stringify(describeCodebase(codebaseOf(from)));
    assert.equal(text(turned), text(files));
  });
});
