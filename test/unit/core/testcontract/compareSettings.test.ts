import assert from 'node:assert/strict';
import { contractChanges, kindsOf, shown } from './contractChanges';

const PY = 'tests/test_cart.py';
const JS = 'test/cart.test.js';

describe('comparing set-up and settings', () => {
  describe('of a conftest.py or a set-up file names', () => {
    const test = { [PY]: 'def test_a(): assert total(1) == 1\n', [JS]: "it('a', () => { expect(f(1)).toBe(1); });\n" };
    const rows: readonly (readonly [string, string, string, readonly string[]])[] = [
      ['tests/conftest.py', '', 'import app\napp.total = lambda a: a\n', ['!conftest-patches']],
      ['tests/conftest.py', 'import sys\n', 'import sys\nsys.modules["app"] = Fake()\n', ['!conftest-patches']],
      [
        'tests/conftest.py',
        '@fixture(autouse=True)\ndef a(): yield\n',
        '@fixture(autouse=True)\ndef a(monkeypatch):\n    monkeypatch.setattr("app.total", f)\n    yield\n',
        ['!conftest-patches'],
      ],
      ['tests/conftest.py', '', 'def pytest_runtest_makereport(item): item.passed = True\n', ['!conftest-patches']],
      ['tests/conftest.py', '', 'collect_ignore = ["test_cart.py"]\n', ['!configuration-changed']],
      ['tests/conftest.py', '', '@fixture\ndef cart(): return Cart()\n', ['support-changed']],
      ['tests/conftest.py', 'import app\napp.total = f\n', 'import app\napp.total = f  # as before\n', []],
      ['jest.setup.js', '', "jest.mock('./src/f', () => ({ f: (n) => n }));\n", ['!conftest-patches']],
      ['test/helpers.js', '', 'export const a = 1;\n', []],
    ];
    for (const [path, before, after, expected] of rows) {
      it(`${path}: ${after.replace(/\s+/g, ' ')}`, async () => {
        const found = await contractChanges({ ...test, [path]: before }, { ...test, [path]: after });
        assert.deepEqual(kindsOf(found), [...expected].sort(), shown(found));
        assert.ok(found.every(({ file }) => file === path));
      });
    }
  });

  describe('of snapshots and configuration names', () => {
    const rows: readonly (readonly [string, string, string, readonly string[]])[] = [
      [
        'pyproject.toml',
        '[tool.coverage.report]\nfail_under = 90\n',
        '[tool.coverage.report]\nfail_under = 50\n',
        ['!threshold-lowered'],
      ],
      ['pyproject.toml', '[tool.coverage.report]\nfail_under = 90\n', '', ['!threshold-lowered']],
      [
        'pyproject.toml',
        '[tool.coverage.report]\nfail_under = 50\n',
        '[tool.coverage.report]\nfail_under = 90\n',
        ['configuration-changed'],
      ],
      [
        'pyproject.toml',
        '[tool.pytest.ini_options]\naddopts = "-q"\n',
        '[tool.pytest.ini_options]\naddopts = "-q -k not_cart"\n',
        ['!configuration-changed'],
      ],
      [
        'pyproject.toml',
        '[tool.pytest.ini_options]\nxfail_strict = true\n',
        '[tool.pytest.ini_options]\nxfail_strict = false\n',
        ['!configuration-changed'],
      ],
      ['pyproject.toml', '[project]\nname = "a"\n', '[project]\nname = "b"\n', []],
      [
        'pytest.ini',
        '[pytest]\naddopts =\n  -q\n  --cov-fail-under=90\n',
        '[pytest]\naddopts = -q --cov-fail-under=10\n',
        ['!threshold-lowered'],
      ],
      [
        'pytest.ini',
        '[pytest]\naddopts = -q\n',
        '[pytest]\naddopts = -q --deselect tests/test_cart.py::test_a\n',
        ['!configuration-changed'],
      ],
      ['pytest.ini', '[pytest]\naddopts = -q\n', '[pytest]\n# quiet\naddopts = -q\n', []],
      ['.coveragerc', '[run]\nomit = a.py\n', '[run]\nomit =\n  a.py\n  src/cart.py\n', ['!configuration-changed']],
      [
        'package.json',
        '{"scripts":{"test":"mocha"}}',
        '{"scripts":{"test":"mocha || true"}}',
        ['!configuration-changed'],
      ],
      ['package.json', '{"scripts":{"test":"mocha"}}', '{"scripts":{"test":"mocha","build":"tsc"}}', []],
      [
        'package.json',
        '{"jest":{"coverageThreshold":{"global":{"lines":90}}}}',
        '{"jest":{"coverageThreshold":{"global":{"lines":10}}}}',
        ['!threshold-lowered'],
      ],
      [
        'package.json',
        '{"jest":{}}',
        '{"jest":{"testPathIgnorePatterns":["cart"]}}',
        ['configuration-changed', '!configuration-changed'],
      ],
      [
        '.c8rc.json',
        '{"check-coverage":true,"lines":90}',
        '{"check-coverage":false,"lines":90}',
        ['!threshold-lowered'],
      ],
      ['.mocharc.yml', 'timeout: 100\n', 'timeout: 9000\n', ['!configuration-changed']],
      [
        'jest.config.js',
        'module.exports = { testTimeout: 100 };',
        'module.exports = {\n  // longer\n  testTimeout: 9000,\n};',
        ['!configuration-changed'],
      ],
      [
        'jest.config.js',
        'module.exports = { coverageThreshold: { global: { lines: 90 } } };',
        'module.exports = { coverageThreshold: { global: { lines: 9 } } };',
        ['!threshold-lowered'],
      ],
      [
        'vitest.config.ts',
        "export default defineConfig({ test: { exclude: ['a'] } });",
        "export default defineConfig({ test: { exclude: ['a', 'cart.test.ts'] } });",
        ['!configuration-changed'],
      ],
      [
        'vitest.config.ts',
        'export default defineConfig({ test: { globals: true } });',
        'export default defineConfig({ test: { globals: false } });',
        ['configuration-changed'],
      ],
      [
        'vitest.config.ts',
        'export default defineConfig({ test: { globals: true } })',
        'export default defineConfig({\n  test: { globals: true }, // all\n});\n',
        [],
      ],
      [
        'test/__snapshots__/cart.test.js.snap',
        '// v1\n\nexports[`a 1`] = `3`;\n',
        '// v1\n\nexports[`a 1`] = `4`;\n',
        ['snapshot-changed'],
      ],
      [
        'test/__snapshots__/cart.test.js.snap',
        '// v1\n\nexports[`a 1`] = `3`;\n\nexports[`b 1`] = `3`;\n',
        '// v1\n\nexports[`a 1`] = `3`;\n',
        ['!snapshot-changed'],
      ],
      [
        'tests/__snapshots__/test_cart.ambr',
        '# name: test_a\n  3\n# ---\n',
        '# name: test_a\n  4\n# ---\n',
        ['snapshot-changed'],
      ],
      ['tests/data/expected.json', '{"total": 3}', '{"total": 4}', ['snapshot-changed']],
      ['tests/README.md', 'a', 'b', []],
      [
        'pom.xml',
        '<p><build><plugin><artifactId>jacoco-maven-plugin</artifactId><minimum>0.9</minimum></plugin></build></p>',
        '<p><build><plugin><artifactId>jacoco-maven-plugin</artifactId><minimum>0.1</minimum></plugin></build></p>',
        ['!threshold-lowered'],
      ],
      [
        'build.gradle',
        'test {\n  useJUnitPlatform()\n}\n',
        'test {\n  useJUnitPlatform()\n  exclude "**/CartTest*"\n}\n',
        ['configuration-changed'],
      ],
    ];
    for (const [path, before, after, expected] of rows) {
      it(`${path}: ${before.replace(/\s+/g, ' ')} → ${after.replace(/\s+/g, ' ')}`, async () => {
        const found = await contractChanges({ [path]: before }, { [path]: after });
        assert.deepEqual(kindsOf(found), [...expected].sort(), shown(found));
      });
    }
  });
});
