import assert from 'node:assert/strict';
import { realRun } from '../../../kit/realRun';

describe('pytest runs tests of unittest', () => {
  it('with the outcome that each has there', async () => {
    const run = await realRun({
      'test_old.py': `
import unittest

class TestCart(unittest.TestCase):
    def test_passes(self): self.assertTrue(True)
    def test_fails(self): self.assertEqual(1, 2)
    def test_parts_fail(self):
        for number in (1, 2, 3):
            with self.subTest(number=number):
                self.assertEqual(number, 2, f"wrong {number}")
    def test_parts_pass(self):
        for number in (1, 2):
            with self.subTest(number=number): pass
    @unittest.expectedFailure
    def test_expected_to_fail(self): self.fail("known")
    @unittest.expectedFailure
    def test_passes_unexpectedly(self): pass
    @unittest.skip("later")
    def test_skipped(self): pass
    def test_skips_itself(self): self.skipTest("not here")
    def test_raises(self): raise KeyError("x")

class TestSetUp(unittest.TestCase):
    def setUp(self): raise RuntimeError("no cart")
    def test_set_up(self): pass

class TestTearDown(unittest.TestCase):
    def tearDown(self): raise RuntimeError("no broom")
    def test_tear_down(self): pass

class TestSetUpClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise RuntimeError("no shop")
    def test_set_up_class(self): pass
    def test_set_up_class_too(self): pass

class TestAsync(unittest.IsolatedAsyncioTestCase):
    async def test_later(self): self.assertEqual(1, 2)
class TestAsyncSetUp(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): raise RuntimeError("no cart")
    async def test_later(self): pass
`,
    });
    assert.deepEqual(run.report.end, { kind: 'completed' });
    assert.deepEqual(
      run.outcomes.map((each) => each.replace('test_old.py::', '')),
      [
        'xfailed TestCart::test_expected_to_fail',
        'failed TestCart::test_fails',
        'failed TestCart::test_parts_fail',
        'passed TestCart::test_parts_pass',
        'passed TestCart::test_passes',
        'failed TestCart::test_passes_unexpectedly',
        'failed TestCart::test_raises',
        'skipped TestCart::test_skipped',
        'skipped TestCart::test_skips_itself',
        'setup-error TestSetUp::test_set_up',
        'setup-error TestTearDown::test_tear_down',
        'setup-error TestSetUpClass::test_set_up_class',
        'setup-error TestSetUpClass::test_set_up_class_too',
        'failed TestAsync::test_later',
        'setup-error TestAsyncSetUp::test_later',
      ],
    );
    const parts = run.result('test_parts_fail').failure;
    assert.equal(parts?.exception, 'AssertionError');
    assert.match(parts?.message ?? '', /wrong 1/);
    assert.deepEqual(parts?.frames?.[0], {
      file: 'test_old.py',
      line: 10,
      function: 'test_parts_fail',
      library: false,
    });
    assert.equal(run.result('test_set_up').failure?.message, 'no cart');
    assert.equal(run.result('test_set_up_class').failure?.message, 'no shop');
    assert.equal(run.result('test_raises').failure?.exception, 'KeyError');
  });
});
