import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import { eventually } from '../../../kit/eventually';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { isAlive } from '../isAlive';
import type { RunOptions } from './runIn';
import { runIn, runnerFor } from './runIn';

/** The same project for both runners. `show` prints at once, also past what a runner captures. */
const LANGUAGES = [
  {
    name: 'pytest',
    file: 'test_a.py',
    sleeps: `
import subprocess, sys, time
def test_first(): pass
def test_sleeps(capfd):
    nap = [sys.executable, "-c", "import time; time.sleep(600)"]
    children = [subprocess.Popen(nap), subprocess.Popen(nap, start_new_session=True)]
    with capfd.disabled(): print("children", *[child.pid for child in children], flush=True)
    time.sleep(600)
def test_last(): pass
`,
    loops: 'def test_loops():\n    while True: pass\n',
    loopsWhenLoaded: 'while True: pass\ndef test_a(): pass\n',
    prints: `
def test_prints(capfd):
    with capfd.disabled():
        for _ in range(200): print("x" * 99999 + "ü")
        print("the end")
`,
    environment: `
import os, subprocess, sys
def test_environment():
    code = "import os; print(*sorted(os.environ))"
    inner = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split()
    assert False, " ".join(sorted(os.environ) + inner)
`,
    whole: 'test_a.py::test_a',
  },
  {
    name: 'node:test',
    file: 'a.test.cjs',
    sleeps: `
const test = require('node:test');
const { spawn } = require('node:child_process');
test('first', () => {});
test('sleeps', async () => {
  const nap = (detached) => spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], { detached, stdio: 'ignore' }).pid;
  console.log('children', nap(false), nap(true));
  await new Promise((resolve) => setTimeout(resolve, 600000));
});
test('last', () => {});
`,
    loops: "require('node:test')('loops', () => { for (;;); });\n",
    loopsWhenLoaded: 'for (;;);\n',
    prints: `
require('node:test')('prints', () => {
  for (let i = 0; i < 200; i++) console.log('x'.repeat(99999) + 'ü');
  console.log('the end');
});
`,
    environment: `
const { execFileSync } = require('node:child_process');
require('node:test')('environment', () => {
  const inner = execFileSync(process.execPath, ['-p', 'Object.keys(process.env).sort().join(" ")'], { encoding: 'utf8' });
  throw new Error([...Object.keys(process.env).sort(), inner].join(' '));
});
`,
    whole: 'a.test.cjs',
  },
] as const;

describe('finding the runner of a test file', () => {
  const runners = createTestRunners({ root: tmpdir(), assetsDir: tmpdir(), env: {} });
  for (const [file, name] of [
    ['tests/test_a.py', 'pytest'],
    ['test/a.test.js', 'node:test'],
    ['test/a.test.mjs', 'node:test'],
    ['test/a.test.cjs', 'node:test'],
    ['test/a.test.ts', 'node:test'],
    ['test/a_test.go', undefined],
    ['test/a.test.jsx', undefined],
    ['py', undefined],
  ] as const) {
    it(`${file}: ${name ?? 'none'}`, () => assert.equal(runners.for(file)?.name, name));
  }
});

for (const language of LANGUAGES) {
  describe(`a run of ${language.name}`, () => {
    let workspace: TemporaryWorkspace;

    afterEach(() => workspace.dispose());

    async function run(text: string, options: RunOptions = {}) {
      workspace = await TemporaryWorkspace.make({ [language.file]: text });
      return runIn(workspace, [language.file], options);
    }

    it('that is cancelled ends with all its processes and says what did not run', async () => {
      const controller = new AbortController();
      let pids: readonly number[] = [];
      const { report } = await run(language.sleeps, {
        signal: controller.signal,
        onEvent(event) {
          const children = event.kind === 'output' ? /children (\d+) (\d+)/.exec(event.text) : null;
          if (children === null) return;
          pids = children.slice(1).map(Number);
          controller.abort();
        },
      });
      assert.deepEqual(report.end, { kind: 'cancelled' });
      assert.deepEqual(report.tests.map((test) => test.outcome).sort(), ['not-run', 'not-run', 'passed']);
      assert.equal(pids.length, 2);
      await eventually(() => assert.deepEqual(pids.map(isAlive), [false, false]));
    });

    it('that is cancelled before it begins starts nothing', async () => {
      const { events, report } = await run(language.loops, { signal: AbortSignal.abort() });
      assert.deepEqual(
        events.map((event) => event.kind),
        ['run-ended'],
      );
      assert.deepEqual(report.end, { kind: 'cancelled' });
    });

    it('that nobody listens to any more is ended', async () => {
      workspace = await TemporaryWorkspace.make({ [language.file]: language.sleeps });
      const files = [language.file];
      let pids: readonly number[] = [];
      for await (const event of runnerFor(workspace, language.file).run(
        { files, timeLimitMs: 60_000 },
        new AbortController().signal,
      )) {
        const children = event.kind === 'output' ? /children (\d+) (\d+)/.exec(event.text) : null;
        if (children === null) continue;
        pids = children.slice(1).map(Number);
        break;
      }
      assert.equal(pids.length, 2);
      await eventually(() => assert.deepEqual(pids.map(isAlive), [false, false]));
    });

    it('that takes too long is ended, and names the test that was running', async () => {
      const { report } = await run(language.loops, { timeLimitMs: 2_500 });
      assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 2_500 });
      assert.deepEqual(
        report.tests.map((test) => test.outcome),
        ['timed-out'],
      );
      assert.ok(report.durationMs >= 2_400 && report.durationMs < 10_000);
    });

    it('that hangs while a file is loaded names what stands in it', async () => {
      const { report, rows } = await run(language.loopsWhenLoaded, { timeLimitMs: 2_500 });
      assert.equal(report.end.kind, 'timed-out');
      assert.deepEqual(rows, [`timed-out ${language.whole}`]);
    });

    it('is not held up by what a test prints, and keeps the end of it', async () => {
      const { events, report } = await run(language.prints);
      assert.deepEqual(report.end, { kind: 'completed' });
      assert.deepEqual(
        report.tests.map((test) => test.outcome),
        ['passed'],
      );
      assert.ok(report.output.length > 60_000 && report.output.length <= 65_536);
      assert.match(report.output, /xü\r?\n.*the end/s);
      assert.ok(events.every((event) => event.kind !== 'output' || event.text.length <= 65_536));
    });

    it('passes results on while it goes', async () => {
      const kinds: string[] = [];
      const controller = new AbortController();
      await run(language.sleeps, {
        signal: controller.signal,
        timeLimitMs: 20_000,
        onEvent(event) {
          kinds.push(event.kind);
          if (event.kind === 'test') controller.abort();
        },
      });
      assert.equal(kinds[0], 'run-started');
      assert.ok(kinds.indexOf('test') < kinds.indexOf('run-ended'));
      assert.ok(controller.signal.aborted);
    });

    it('sees no key and nothing of how it is watched', async () => {
      const env = {
        ...process.env,
        ANTHROPIC_API_KEY: 'sk-ant-secret',
        GITHUB_TOKEN: 'x',
        NODE_OPTIONS: '--no-warnings',
        MY_OWN: '1',
      };
      const { report } = await run(language.environment, { env });
      const names = new Set((report.tests[0]?.failure?.message ?? '').split(/\s+/));
      assert.ok(names.has('PATH') && names.has('HOME'));
      for (const name of ['ANTHROPIC_API_KEY', 'GITHUB_TOKEN', 'NODE_OPTIONS', 'MY_OWN', 'PYTHONPATH'])
        assert.ok(!names.has(name), name);
      assert.deepEqual(
        [...names].filter((name) => name.startsWith('AGENTFORGE')),
        [],
      );
    });

    it('leaves nothing in the workspace', async () => {
      workspace = await TemporaryWorkspace.make({ [language.file]: language.environment });
      const before = await workspace.snapshot({ withOwnFiles: true });
      await runIn(workspace, [language.file]);
      assert.deepEqual(await workspace.snapshot({ withOwnFiles: true }), before);
    });
  });
}
