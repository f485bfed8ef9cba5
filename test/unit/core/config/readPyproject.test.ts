import assert from 'node:assert/strict';
import { readPyproject } from '../../../../src/core/config/readPyproject';

describe('readPyproject', () => {
  it('gives the first folder of tests and of code that the project names', () => {
    const text =
      '[tool.pytest.ini_options]\ntestpaths = ["./tests/unit/", "more"]\n[tool.setuptools.packages.find]\nwhere = ["lib"]\n';
    assert.deepEqual(readPyproject(text), { tests: 'tests/unit', implementation: 'lib' });
  });

  it('passes over patterns and takes a single path too', () => {
    assert.equal(readPyproject('[tool.pytest.ini_options]\ntestpaths = ["**/tests", "checks"]\n').tests, 'checks');
    assert.equal(readPyproject('[tool.pytest.ini_options]\ntestpaths = "tests"\n').tests, 'tests');
  });

  it('says nothing where the project says nothing, or nothing that can be read', () => {
    const nothing = { tests: undefined, implementation: undefined };
    for (const text of [
      '',
      '[project]\nname = "x"\n',
      'tool = 3\n',
      '[tool\n',
      '[tool.pytest.ini_options]\ntestpaths = [1]\n',
    ]) {
      assert.deepEqual(readPyproject(text), nothing, text);
    }
  });
});
