import assert from 'node:assert/strict';
import { isContractFile } from '../../../../src/core/testcontract/contractFile';
import { contractOf } from './contractOf';

describe('what can change a contract', () => {
  const deciding = [
    'conftest.py',
    'tests/unit/conftest.py',
    'sitecustomize.py',
    'pytest.ini',
    'pyproject.toml',
    'tox.ini',
    'setup.cfg',
    '.coveragerc',
    'package.json',
    'packages/a/jest.config.ts',
    'vitest.config.mts',
    'vite.config.ts',
    'vitest.workspace.ts',
    '.mocharc.yml',
    '.mocharc.cjs',
    '.c8rc.json',
    '.nycrc',
    'jest.setup.js',
    'src/setupTests.ts',
    'test/__snapshots__/a.test.ts.snap',
    'tests/__snapshots__/test_a.ambr',
    'cart/testdata/input.json',
    'Cargo.toml',
    '.config/nextest.toml',
    'pom.xml',
    'build.gradle.kts',
    'test.runsettings',
    'PyTest.INI',
    'JEST.config.js',
    'test/__Snapshots__/a.txt',
  ];
  for (const path of deciding) it(`${path} can`, () => assert.ok(isContractFile(path)));

  const others = [
    'src/cart.py',
    'src/conftest_helper.py',
    'src/jest.ts',
    'README.md',
    'tsconfig.json',
    'src/vite.ts',
    'go.mod',
    'src/setup.py',
    'src/snapshot.ts',
  ];
  for (const path of others) it(`${path} cannot`, () => assert.ok(!isContractFile(path)));
});

describe('the settings of a contract', () => {
  const settings = async (path: string, text: string) =>
    (await contractOf({ [path]: text })).settings.map(({ key, value }) => [key, value]);

  it('are those for tests, by key path, whatever the format', async () => {
    assert.deepEqual(
      await settings(
        'pyproject.toml',
        '[project]\nname = "a"\n[tool.pytest.ini_options]\naddopts = "-q"\ntestpaths = ["a", "b"]\n[tool.coverage.report]\nfail_under = 90.5\n',
      ),
      [
        ['tool.pytest.ini_options.addopts', '-q'],
        ['tool.pytest.ini_options.testpaths', '["a","b"]'],
        ['tool.coverage.report.fail_under', '90.5'],
      ],
    );
    assert.deepEqual(
      await settings(
        'tox.ini',
        '[tox]\nenvlist = py312\n[flake8]\nmax = 3\n[pytest]\naddopts =\n    -q  # quiet\n    --strict-markers\n; a comment\ntestpaths: tests\n',
      ),
      [
        ['tox.envlist', 'py312'],
        ['pytest.addopts', '-q\n--strict-markers'],
        ['pytest.testpaths', 'tests'],
      ],
    );
    assert.deepEqual(
      await settings(
        'package.json',
        '{"name":"a","scripts":{"test":"jest","build":"tsc"},"jest":{"bail":true},"c8":{"lines":90}}',
      ),
      [
        ['scripts.test', 'jest'],
        ['jest.bail', 'true'],
        ['c8.lines', '90'],
      ],
    );
    assert.deepEqual(await settings('.mocharc.yml', 'spec: [a, b]\ntimeout: 100\n'), [
      ['spec', '["a","b"]'],
      ['timeout', '100'],
    ]);
    assert.deepEqual(await settings('.nycrc', '{"lines": 90}'), [['lines', '90']]);
    assert.deepEqual(await settings('Cargo.toml', '[package]\nname = "a"\nautotests = false\n[lib]\ntest = false\n'), [
      ['package.autotests', 'false'],
      ['lib.test', 'false'],
    ]);
  });

  it('are the whole text of a program, without its comments and layout', async () => {
    assert.deepEqual(await settings('jest.config.js', '// ours\nmodule.exports = {\n  bail: true,\n}\n'), [
      ['', 'module.exports = { bail: true }'],
    ]);
  });

  it('are the whole text of a file that cannot be read', async () => {
    assert.deepEqual(await settings('.coveragerc.toml', 'a = = b\n'), [['', 'a = = b']]);
    assert.deepEqual(await settings('.c8rc.json', '{ "lines": 90, }'), [['lines', '90']]);
  });

  it('are the snapshots by the names of their tests', async () => {
    assert.deepEqual(
      await settings(
        '__snapshots__/a.test.ts.snap',
        '// Jest\n\nexports[`Cart adds 1`] = `\n{\n  "a": \\`1\\`,\n}\n`;\n\nexports[`b 1`] = `2`;\n',
      ),
      [
        ['Cart adds 1', '\n{\n  "a": \\`1\\`,\n}\n'],
        ['b 1', '2'],
      ],
    );
    assert.deepEqual(
      await settings(
        '__snapshots__/test_a.ambr',
        '# serializer version: 1\n# name: test_a\n  3\n# ---\n# name: test_b\n  dict({\n  })\n# ---\n',
      ),
      [
        ['test_a', '  3'],
        ['test_b', '  dict({\n  })'],
      ],
    );
  });
});
