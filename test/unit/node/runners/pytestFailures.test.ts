import assert from 'node:assert/strict';
import type { RealRun } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';
import { substituted } from './substituted';

/** `file:line function` of each place, innermost first; those of libraries by their name only. */
function framesOf(run: RealRun, test: string): readonly string[] {
  const frames = run.result(test).failure?.frames;
  assert.ok(frames, `${test} has frames`);
  return frames.map(({ file, line, function: name, library }) =>
    library ? `library ${file.replace(/^.*\//, '')}` : `${file}:${line} ${name}`,
  );
}

describe('pytest names the places that a failure came through', () => {
  it('in the test, the subject, a library, and none of its own', async () => {
    const run = await realRun({
      'pytest.ini': '[pytest]\npythonpath = vendor/site-packages\n',
      'vendor/site-packages/vendored.py': 'def work(): raise KeyError("x")\n',
      'shop/cart.py':
        'import json\ndef total(text):\n    return len(json.loads(text))\ndef fails():\n    raise ValueError("no")\n',
      'tests/helper.py': 'def check(value):\n    assert value == 3\n',
      'tests/test_cart.py': `
import unittest
import pytest
import iniconfig
import vendored
from shop.cart import fails, total
from helper import check
def test_assertion(): assert 1 == 2
def test_helper(): check(4)
def test_subject(): fails()
def test_standard_library(): total("{")
def test_installed_package(): iniconfig.IniConfig("/nowhere/at/all.ini")
def test_vendored(): vendored.work()
def test_not_raised():
    with pytest.raises(ValueError):
        pass
def test_gives_up(): pytest.fail("no")
def test_generated(): exec("raise ValueError('x')")
def test_deep():
    def down(n): return down(n + 1)
    down(0)
class TestOld(unittest.TestCase):
    def test_unittest(self): self.assertEqual(1, 2)
    def test_raises(self):
        with self.assertRaises(ValueError): int("1")
`,
    });
    const test = 'tests/test_cart.py';
    assert.deepEqual(framesOf(run, 'test_assertion'), [`${test}:8 test_assertion`]);
    assert.deepEqual(framesOf(run, 'test_helper'), ['tests/helper.py:2 check', `${test}:9 test_helper`]);
    assert.deepEqual(framesOf(run, 'test_subject'), ['shop/cart.py:5 fails', `${test}:10 test_subject`]);
    assert.deepEqual(framesOf(run, 'test_standard_library'), [
      ...['library decoder.py', 'library decoder.py', 'library __init__.py'],
      ...['shop/cart.py:3 total', `${test}:11 test_standard_library`],
    ]);
    const installed = run.result('test_installed_package').failure?.frames ?? [];
    assert.equal(installed.at(-1)?.file, test);
    assert.match(installed[0]?.file ?? '', /^\/.*\/site-packages\/iniconfig\//);
    assert.deepEqual(run.result('test_vendored').failure?.frames, [
      { file: 'vendor/site-packages/vendored.py', line: 1, function: 'work', library: true },
      { file: test, line: 13, function: 'test_vendored', library: false },
    ]);
    assert.deepEqual(framesOf(run, 'test_not_raised'), [`${test}:15 test_not_raised`]);
    assert.deepEqual(framesOf(run, 'test_gives_up'), [`${test}:17 test_gives_up`]);
    assert.deepEqual(framesOf(run, 'test_generated'), [`${test}:18 test_generated`]);
    const deep = framesOf(run, 'test_deep');
    assert.equal(deep[0], `${test}:20 down`);
    assert.equal(deep.at(-1), `${test}:21 test_deep`);
    assert.ok(deep.length < 100, `${deep.length} places`);
    assert.deepEqual(framesOf(run, 'test_unittest'), [`${test}:23 test_unittest`]);
    assert.deepEqual(framesOf(run, 'test_raises'), [`${test}:25 test_raises`]);
  });

  it('of set-ups and of files that do not load', async () => {
    const run = await realRun({
      'tests/test_fixture.py': `
import pytest
@pytest.fixture
def broken():
    raise RuntimeError("no")
def test_a(broken): pass
def test_b(no_such_fixture): pass
`,
      'tests/test_gone.py': 'import os\nimport nowhere_at_all\ndef test_c(): pass\n',
      'tests/test_name.py': 'from subject import Cart\ndef test_d(): pass\n',
      'tests/test_chain.py': 'import subject\nimport wrong\ndef test_e(): pass\n',
      'tests/test_syntax.py': 'def test_f(:\n    pass\n',
      'tests/test_syntax_of_subject.py': 'import broken\ndef test_g(): pass\n',
      'subject.py': '',
      'wrong.py': 'VALUE = 1\nLIMIT = 1 / 0\n',
      'broken.py': 'x = 1\ny = = 2\n',
    });
    assert.deepEqual(framesOf(run, 'test_a'), ['tests/test_fixture.py:5 broken']);
    assert.deepEqual(framesOf(run, 'test_b'), []);
    assert.deepEqual(framesOf(run, 'test_c'), ['tests/test_gone.py:2 <module>']);
    assert.deepEqual(framesOf(run, 'test_d'), ['tests/test_name.py:1 <module>']);
    assert.deepEqual(framesOf(run, 'test_e'), ['wrong.py:2 <module>', 'tests/test_chain.py:2 <module>']);
    assert.deepEqual(framesOf(run, 'test_syntax.py'), ['tests/test_syntax.py:1 ']);
    assert.deepEqual(framesOf(run, 'test_g'), ['broken.py:2 ', 'tests/test_syntax_of_subject.py:1 <module>']);
  });

  it('of a conftest.py that does not load', async () => {
    const run = await realRun({
      'tests/conftest.py': 'from subject import broken\n',
      'subject.py': 'import nowhere_at_all\n',
      'tests/test_a.py': 'def test_a(): pass\n',
    });
    assert.deepEqual(framesOf(run, 'test_a'), ['subject.py:1 <module>', 'tests/conftest.py:1 <module>']);
  });

  it('in a project folder below the workspace, from the workspace', async () => {
    const run = await realRun({
      'services/api/pyproject.toml': '[project]\nname = "api"\n',
      'services/api/level.py': 'def level():\n    raise KeyError("x")\n',
      'services/api/tests/test_level.py':
        'import os\nfrom level import level\ndef test_level(tmp_path):\n    os.chdir(tmp_path)\n    level()\n',
    });
    assert.deepEqual(framesOf(run, 'test_level'), [
      'services/api/level.py:2 level',
      'services/api/tests/test_level.py:5 test_level',
    ]);
  });

  it('and not those of a substitute, nor does what it prints', async () => {
    const run = await substituted(`
from shop.cart import Cart, total
def test_call(): total([1])
def test_value(): assert Cart().total > 1
def test_object(): assert Cart() > 1
def test_class(): len(Cart)
`);
    for (const { name, line, failure } of run.report.tests) {
      assert.deepEqual(framesOf(run, name), [`tests/test_cart.py:${line} ${name}`]);
      assert.doesNotMatch(failure?.details ?? '', /agentforge|__tracebackhide__/);
    }
  });
});
