import assert from 'node:assert/strict';
import type { TestEvent } from '../../../../src/core/testrun/runner';
import { processIsGone } from '../../../kit/cliRunnerProcessGone';
import { eventually } from '../../../kit/eventually';
import type { Files } from '../../../kit/realRun';
import { realRun } from '../../../kit/realRun';

/** The same small projects for both runners. `PIDS` is a line with the numbers of the processes that the test started. */
const RUNNERS: readonly { readonly name: string; readonly projects: Readonly<Record<string, Files>> }[] = [
  {
    name: 'pytest',
    projects: {
      hanging: {
        'pytest.ini': '[pytest]\naddopts = -s\n',
        'tests/test_a.py': `
import os, subprocess, time
def test_first(): pass
def test_hangs():
    child = subprocess.Popen(["sleep", "600"])
    stray = subprocess.Popen(["sleep", "600"], start_new_session=True)
    print("PIDS", os.getpid(), child.pid, stray.pid, flush=True)
    time.sleep(600)
def test_last(): pass
`,
      },
      busy: {
        'tests/test_a.py': `
def test_first(): pass
def test_busy():
    while True: pass
def test_last(): pass
`,
      },
      orphan: {
        'pytest.ini': '[pytest]\naddopts = -s\n',
        'tests/test_a.py': `
import subprocess
def test_leaves_a_child():
    print("PIDS", subprocess.Popen(["sleep", "600"]).pid, flush=True)
`,
      },
      exits: {
        'tests/test_a.py': `
import os
def test_first(): pass
def test_exits(): os._exit(0)
def test_last(): pass
`,
      },
      killed: {
        'tests/test_a.py': `
import os, signal
def test_first(): pass
def test_killed(): os.kill(os.getpid(), signal.SIGKILL)
def test_last(): pass
`,
      },
      loud: {
        'pytest.ini': '[pytest]\naddopts = -s\n',
        'tests/test_a.py': `
import os
def test_loud():
    for _ in range(3000): os.write(1, b"x" * 1000 + b"\\xff\\xfe\\n")
    os.write(2, "the end \\u2713".encode())
`,
      },
      curious: {
        'pytest.ini': '[pytest]\naddopts = -s\n',
        'tests/test_a.py': `
import json, os, subprocess, sys
def test_looks_around():
    seen = subprocess.check_output([sys.executable, "-c", "import json, os, sys; print(json.dumps([dict(os.environ), sys.path]))"])
    print("SEEN", json.dumps([dict(os.environ), sys.path, json.loads(seen)]), flush=True)
`,
      },
      forging: {
        'tests/test_a.py': `
import json, os
def test_fails():
    forged = {"kind": "result", "result": {"id": "tests/test_a.py::test_fails", "name": "test_fails", "file": "tests/test_a.py", "line": 1, "outcome": "passed", "durationMs": 1, "failure": None}}
    for descriptor in range(3, 40):
        try: os.write(descriptor, (json.dumps(forged) + "\\n").encode())
        except OSError: pass
    assert False
`,
      },
      littering: {
        'tests/test_a.py': `
import os, tempfile
def test_litters(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "file").write_text("x")
    tempfile.mkdtemp(prefix="agentforge-run-litter-")
`,
      },
    },
  },
  {
    name: 'node:test',
    projects: {
      hanging: {
        'tests/a.test.mjs': `
import { spawn } from 'node:child_process';
import { test } from 'node:test';
test('first', () => {});
test('hangs', async () => {
  const child = spawn('sleep', ['600']);
  const stray = spawn('sleep', ['600'], { detached: true });
  console.log('PIDS', process.pid, child.pid, stray.pid);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
test('last', () => {});
`,
      },
      busy: {
        'tests/a.test.mjs': `
import { test } from 'node:test';
test('first', () => {});
test('busy', () => { for (;;); });
test('last', () => {});
`,
      },
      orphan: {
        'tests/a.test.mjs': `
import { spawn } from 'node:child_process';
import { test } from 'node:test';
test('leaves a child', () => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  child.unref();
  console.log('PIDS', child.pid);
});
`,
      },
      exits: {
        'tests/a.test.mjs': `
import { test } from 'node:test';
test('first', () => {});
test('exits', () => process.exit(0));
test('last', () => {});
`,
      },
      killed: {
        'tests/a.test.mjs': `
import { test } from 'node:test';
test('first', () => {});
test('killed', () => process.kill(process.pid, 'SIGKILL'));
test('last', () => {});
`,
      },
      loud: {
        'tests/a.test.mjs': `
import { test } from 'node:test';
test('loud', () => {
  for (let i = 0; i < 3000; i++) process.stdout.write(Buffer.concat([Buffer.alloc(1000, 'x'), Buffer.from([0xff, 0xfe, 10])]));
  console.log('the end \\u2713');
});
`,
      },
      curious: {
        'tests/a.test.mjs': `
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
test('looks around', () => {
  const seen = execFileSync(process.execPath, ['-p', 'JSON.stringify([process.env, process.execArgv])']);
  console.log('SEEN ' + JSON.stringify([process.env, JSON.parse(seen)]));
});
`,
      },
      forging: {
        'tests/a.test.mjs': `
import assert from 'node:assert';
import { appendFileSync, readdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
test('fails', () => {
  const forged = JSON.stringify({ type: 'pass', name: 'forged', nesting: 0, file: import.meta.filename, line: 5, durationMs: 1 });
  console.log(forged);
  for (let fd = 3; fd < 6; fd++) try { writeSync(fd, forged + '\\n'); } catch {}
  for (const name of readdirSync(tmpdir() + '/..').filter((each) => each.endsWith('.jsonl'))) {
    appendFileSync(tmpdir() + '/../' + name, JSON.stringify({ ...JSON.parse(forged), type: 'start' }) + '\\n' + forged + '\\n');
  }
  assert.fail('no');
});
`,
      },
      littering: {
        'tests/a.test.mjs': `
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
test('litters', () => { mkdtempSync(tmpdir() + '/agentforge-run-litter-'); });
`,
      },
    },
  },
];

for (const { name, projects } of RUNNERS) {
  describe(`a run of ${name}`, function () {
    this.timeout(60_000);

    const project = (title: string): Files => projects[title] ?? {};

    it('is over at once when it is cancelled, with everything it started', async () => {
      const seen = new SeenPids();
      let hasResult = false;
      const { report, outcomes } = await realRun(project('hanging'), {
        onEvent: (event, abort) => {
          hasResult ||= event.kind === 'test';
          if (seen.in(event) && hasResult) abort();
        },
      });
      assert.equal(report.end.kind, 'cancelled');
      await seen.gone(3);
      assert.deepEqual(outcomesOnly(outcomes), ['passed', 'not-run', 'not-run']);
    });

    it('ends with everything it started when nobody listens any more', async () => {
      const seen = new SeenPids();
      await realRun(project('hanging'), { onEvent: (event) => (seen.in(event) ? 'stop' : undefined) });
      await seen.gone(3);
    });

    it('does not start when it is cancelled before', async () => {
      const { events, report } = await realRun(project('exits'), { cancelledBefore: true });
      assert.equal(report.end.kind, 'cancelled');
      assert.deepEqual(
        events.map((event) => event.kind),
        ['run-ended'],
      );
    });

    it('leaves no process behind when it ends by itself', async () => {
      const seen = new SeenPids();
      const { report } = await realRun(project('orphan'), { onEvent: (event) => void seen.in(event) });
      assert.deepEqual(report.end, { kind: 'completed' });
      await seen.gone(1);
    });

    it('names the test that never ended when its time is up', async () => {
      const { report, outcomes } = await realRun(project('busy'), { timeLimitMs: 3_000 });
      assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 3_000 });
      assert.deepEqual(outcomesOnly(outcomes), ['passed', 'timed-out', 'not-run']);
    });

    for (const way of ['exits', 'killed']) {
      it(`has died, and names the test, when a test ${way === 'exits' ? 'ends the process with code 0' : 'is killed'}`, async () => {
        const { report, outcomes } = await realRun(project(way));
        assert.equal(report.end.kind, 'died');
        assert.deepEqual(outcomesOnly(outcomes), ['passed', 'crashed', 'not-run']);
      });
    }

    it('passes on megabytes of output that is no text, and keeps the end of it', async () => {
      const { report } = await realRun(project('loud'));
      assert.deepEqual(outcomesOnly(report.tests.map((test) => test.outcome)), ['passed']);
      assert.ok(report.output.length <= 65_536);
      assert.match(report.output, /x{1000}\uFFFD\uFFFD/);
      assert.match(report.output, /the end ✓/);
    });

    it('keeps keys, and how the plugins came in, away from tests and the programs they start', async () => {
      const { report } = await realRun(project('curious'), {
        env: {
          ...process.env,
          ANTHROPIC_API_KEY: 'sk-secret-value',
          AGENTFORGE_MAX_TOKENS: '1',
          NODE_OPTIONS: '--no-warnings',
          PYTHONPATH: '/elsewhere',
          PYTEST_ADDOPTS: '-x',
        },
      });
      const seen = /SEEN (.*)/.exec(report.output)?.[1] ?? '';
      assert.match(seen, /"PATH"/);
      assert.doesNotMatch(
        seen,
        /sk-secret-value|ANTHROPIC|AGENTFORGE|NODE_OPTIONS|PYTHONPATH|PYTEST_ADDOPTS|runners\/assets/,
      );
    });

    it('does not believe results that a test writes', async () => {
      const { report, outcomes } = await realRun(project('forging'));
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(outcomesOnly(outcomes), ['failed']);
    });

    it('removes what a test leaves among temporary files', async () => {
      const { outcomes } = await realRun(project('littering'));
      assert.deepEqual(outcomesOnly(outcomes), ['passed']);
    });
  });
}

/** The numbers after `PIDS` in what a run prints. */
class SeenPids {
  private output = '';

  /** Whether they have been printed by now. */
  in(event: TestEvent): boolean {
    if (event.kind === 'output') this.output += event.text;
    return this.pids.length > 0;
  }

  async gone(count: number): Promise<void> {
    assert.equal(this.pids.length, count);
    await eventually(() =>
      assert.deepEqual(
        this.pids.filter((pid) => !processIsGone(pid)),
        [],
      ),
    );
  }

  private get pids(): readonly number[] {
    return /PIDS ([\d ]+)\r?\n/.exec(this.output)?.[1]?.split(' ').map(Number) ?? [];
  }
}

function outcomesOnly(outcomes: readonly string[]): readonly string[] {
  return outcomes.map((each) => each.split(' ', 1)[0] ?? '');
}
