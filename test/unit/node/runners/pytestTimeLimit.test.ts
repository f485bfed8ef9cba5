import assert from 'node:assert/strict';
import type { Files } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';

describe('pytest with a time limit for each test', () => {
  const limited = (files: Files | string, testTimeLimitMs = 600) =>
    realRun(typeof files === 'string' ? { 'tests/test_a.py': files } : files, { request: { testTimeLimitMs } });

  it('ends the test that takes longer, however it hangs, and goes on with the next', async () => {
    const run = await limited(`
import asyncio, subprocess, threading, time, unittest
import pytest
def test_first(): pass
def test_sleeps(): time.sleep(600)
def test_is_busy():
    while True: pass
def test_catches_everything_once():
    try: time.sleep(600)
    except BaseException: time.sleep(600)
def test_swallows_it():
    try: time.sleep(600)
    except BaseException: pass
def test_catches_exceptions():
    while True:
        try: time.sleep(600)
        except Exception: pass
def test_expects_anything():
    with pytest.raises(BaseException): time.sleep(600)
def test_waits_for_a_lock(): threading.Lock().acquire() and threading.Event().wait()
def test_waits_for_a_program(): subprocess.run(["sleep", "600"])
def test_waits_for_a_task(): asyncio.run(asyncio.sleep(600))
@pytest.fixture
def slow():
    time.sleep(600)
def test_set_up(slow): pass
@pytest.fixture
def untidy():
    yield
    time.sleep(600)
def test_clean_up(untidy): pass
@pytest.fixture(scope="module")
def shared():
    time.sleep(600)
def test_shared(shared): pass
def test_shared_too(shared): pass
class TestOld(unittest.TestCase):
    def test_old(self): time.sleep(600)
def test_last(): pass
`);
    assert.deepEqual(run.report.end, { kind: 'completed' });
    for (const test of run.report.tests) {
      const hangs = test.name !== 'test_first' && test.name !== 'test_last';
      assert.equal(test.outcome, hangs ? 'timed-out' : 'passed', test.name);
      if (hangs) assert.equal(test.failure?.message, 'did not end within 0.6 s', test.name);
    }
    assert.equal(run.report.tests.length, 16);
    const { failure, durationMs } = run.result('test_sleeps');
    assert.deepEqual(failure?.frames, [{ file: 'tests/test_a.py', line: 5, function: 'test_sleeps', library: false }]);
    assert.ok(durationMs >= 600);
  });

  it('leaves the tests alone that need less, and their own alarms', async () => {
    const run = await limited(
      `
import signal, time
fired = []
def test_alarm():
    signal.signal(signal.SIGALRM, lambda *_: fired.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    while not fired: time.sleep(0.01)
def test_nothing_is_left(): time.sleep(0.05)
`,
      30_000,
    );
    assert.deepEqual(
      run.report.tests.map(({ outcome }) => outcome),
      ['passed', 'passed'],
    );
  });

  it('ends the run with a test that nothing can end, and names it', async () => {
    const run = await limited(`
import time
def test_first(): pass
def test_never_gives_up():
    while True:
        try: time.sleep(600)
        except BaseException: pass
def test_last(): pass
`);
    assert.deepEqual(run.outcomes, [
      'passed tests/test_a.py::test_first',
      'timed-out tests/test_a.py::test_never_gives_up',
      'not-run tests/test_a.py::test_last',
    ]);
    assert.ok(run.report.end.kind === 'died');
    assert.match(run.report.end.detail, /test_never_gives_up could not be stopped at its time limit/);
    assert.match(run.result('test_never_gives_up').failure?.details ?? '', /test_a\.py", line 6/);
  });

  it('does so, too, where there are no alarms', async () => {
    const run = await limited({
      'tests/conftest.py': 'import signal\ndel signal.setitimer\n',
      'tests/test_a.py': `
import time
def test_first(): time.sleep(0.01)
def test_sleeps(): time.sleep(600)
def test_last(): pass
`,
    });
    assert.deepEqual(run.outcomes, [
      'passed tests/test_a.py::test_first',
      'timed-out tests/test_a.py::test_sleeps',
      'not-run tests/test_a.py::test_last',
    ]);
    assert.ok(run.report.end.kind === 'died');
    assert.match(run.report.end.detail, /test_sleeps could not be stopped at its time limit/);
    assert.match(run.result('test_sleeps').failure?.details ?? '', /test_a\.py", line 4 in test_sleeps/);
  });
});
