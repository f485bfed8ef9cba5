import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTestContract } from '../../../../src/core/testcontract/parseTestContract';
import { contractOf } from './contractOf';

describe('storing a contract', () => {
  const files = {
    'tests/test_cart.py': `import pytest
from .helpers import check
@pytest.mark.slow
@pytest.mark.parametrize("a", [1, pytest.param(2, marks=pytest.mark.xfail)])
def test_a(a, monkeypatch):
    if a:
        assert total(a) == pytest.approx(1)
    check(a)
`,
    'tests/helpers.py': 'def check(a): assert a\n',
    'tests/conftest.py': 'import app\napp.total = None\n',
    'pytest.ini': '[pytest]\naddopts = -q\n',
  };

  it('gives the same contract back', async () => {
    const contract = await contractOf(files);
    assert.deepEqual(parseTestContract(JSON.stringify(contract)), contract);
  });

  it('gives nothing for a text in which any part is missing or another', async () => {
    const contract = await contractOf(files);
    const places: (readonly (string | number)[])[] = [];
    const collect = (value: unknown, path: readonly (string | number)[]): void => {
      if (path.length > 0) places.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value))
        collect(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    collect(contract, []);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(null, {}, 1.5, ['x', 1], 'x'), (path, wrong) => {
        const copy: unknown = JSON.parse(JSON.stringify(contract));
        const last = path.at(-1) ?? '';
        const owner = path.slice(0, -1).reduce<any>((value, key) => value[key], copy);
        fc.pre(
          typeof owner[last] !== typeof wrong || wrong === null || Array.isArray(owner[last]) !== Array.isArray(wrong),
        );
        fc.pre(!(typeof wrong === 'object' && wrong !== null && typeof owner[last] === 'object'));
        owner[last] = wrong;
        assert.equal(parseTestContract(JSON.stringify(copy)), undefined, path.join('.'));
      }),
      { numRuns: 200 },
    );
    for (const text of ['', 'null', '{}', '[]', '{"version":2,"tests":[],"support":[],"settings":[]}'])
      assert.equal(parseTestContract(text), undefined, text);
  });
});
