import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Log } from '../../src/core/lib/log';
import type { TestCommand } from '../../src/core/testrun/runner';
import { createTestRunners } from '../../src/node/runners/createTestRunners';
import { SETTING } from '../../src/vscode/manifest';
import { PythonInterpreter } from '../../src/vscode/pythonInterpreter';
import { runnerPreferences } from '../../src/vscode/runnerPreferences';
import { debugConfigurations } from '../../src/vscode/testing/debugConfiguration';
import { eventually } from '../kit/eventually';
import { must } from '../kit/must';

const PYTHON_FILE = 'tests/test_cart.py';
const GO_FILE = 'stack/stack_test.go';

let root: vscode.Uri;
/** Where the interpreters are: not in the workspace. */
let elsewhere: string;

before(async () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  root = folder.uri;
  elsewhere = await realpath(await mkdtemp(path.join(tmpdir(), 'agentforge-interpreters-')));
});

after(() => rm(elsewhere, { recursive: true }));

/** An interpreter that can be told from the others by its path. */
async function interpreter(name: string): Promise<string> {
  const file = path.join(elsewhere, name, 'python');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, '#!/bin/sh\nexec python3 "$@"\n');
  await chmod(file, 0o755);
  return file;
}

/** The command by which the tests of a file would be run, as the editor asks for it. */
async function commandFor(file: string, of: PythonInterpreter, tests?: readonly string[]): Promise<TestCommand> {
  const { fsPath } = root;
  const preferences = (testFile: string) => runnerPreferences(root, testFile, of);
  const runners = createTestRunners({ root: fsPath, assetsDir: '', env: process.env, preferences });
  return must(await must(await runners.for(file)).command({ files: [file], ...(tests && { tests }) }));
}

describe("the Python extension's choice", () => {
  const id = 'ms-python.python';
  const warnings: string[] = [];
  const log: Log = { debug: () => {}, info: () => {}, warn: (message) => warnings.push(message) };
  let start: () => void;
  let chosen: string;
  let pythonApi: any;

  before(async () => {
    chosen = await interpreter('chosen-in-extension');
    pythonApi = {
      ready: Promise.resolve(),
      environments: {
        getActiveEnvironmentPath: (file: vscode.Uri) => ({ id: file.fsPath, path: path.dirname(chosen) }),
        resolveEnvironment: async ({ path: folder }: { path: string }) => ({
          executable: { uri: vscode.Uri.file(path.join(folder, 'python')) },
        }),
      },
    };
    const started = new Promise<unknown>((resolve) => {
      start = () => resolve(pythonApi);
    });
    (globalThis as any).startPythonExtension = () => started;
  });

  beforeEach(() => warnings.splice(0));

  const isActive = () => vscode.extensions.getExtension(id)?.isActive;

  it('does not start it for tests of another language', async () => {
    await commandFor(GO_FILE, new PythonInterpreter(log));
    assert.equal(isActive(), false);
    assert.deepEqual(warnings, []);
  });

  it('holds no run up while it does not start, which is said once', async () => {
    const impatient = new PythonInterpreter(log, 1);
    const { program } = await commandFor(PYTHON_FILE, impatient);
    assert.notEqual(program, chosen);
    assert.equal((await commandFor('tests/test_order.py', impatient)).program, program);
    assert.equal(isActive(), false);
    assert.deepEqual(warnings, ['The choice of the Python extension is not used: no answer after 0.001 seconds']);
  });

  it('is taken once it has started, also by who did not wait before', async () => {
    const impatient = new PythonInterpreter(log, 1);
    await commandFor(PYTHON_FILE, impatient);
    const patient = commandFor(PYTHON_FILE, new PythonInterpreter(log));
    start();
    assert.equal((await patient).program, chosen);
    assert.equal(isActive(), true);
    await eventually(async () => assert.equal((await commandFor(PYTHON_FILE, impatient)).program, chosen));
  });

  it('gives way to the setting of our own', async () => {
    const own = await interpreter('chosen-in-settings');
    const settings = vscode.workspace.getConfiguration();
    await settings.update(SETTING.pythonInterpreter, own, vscode.ConfigurationTarget.Global);
    try {
      assert.equal((await commandFor(PYTHON_FILE, new PythonInterpreter(log))).program, own);
    } finally {
      await settings.update(SETTING.pythonInterpreter, undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal((await commandFor(PYTHON_FILE, new PythonInterpreter(log))).program, chosen);
  });

  it('is not taken where a settings file of the repository names an interpreter, which is said', async () => {
    const settings = vscode.workspace.getConfiguration('python', root);
    const key = 'defaultInterpreterPath';
    await settings.update(key, path.join(root.fsPath, 'evil'), vscode.ConfigurationTarget.Workspace);
    try {
      assert.notEqual((await commandFor(PYTHON_FILE, new PythonInterpreter(log))).program, chosen);
    } finally {
      await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
    }
    assert.match(warnings.join('\n'), /python\.defaultInterpreterPath is set in the workspace$/);
    assert.equal((await commandFor(PYTHON_FILE, new PythonInterpreter(log))).program, chosen);
  });

  for (const [what, broken, warning] of [
    ['fails', { resolveEnvironment: () => Promise.reject(new Error('no such environment')) }, /no such environment$/],
    ['has another interface', { getActiveEnvironmentPath: undefined }, /getActiveEnvironmentPath is not a function$/],
    ['knows no interpreter', { resolveEnvironment: async () => undefined }, /knows no interpreter$/],
  ] as const) {
    it(`stops no run when the extension ${what}`, async () => {
      const whole = pythonApi.environments;
      pythonApi.environments = { ...whole, ...broken };
      try {
        assert.notEqual((await commandFor(PYTHON_FILE, new PythonInterpreter(log))).program, chosen);
      } finally {
        pythonApi.environments = whole;
      }
      assert.match(warnings.join('\n'), warning);
    });
  }

  it('is what the debugger starts too, when all tests are debugged from the Test Explorer', async () => {
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    const ended = endOfSessions(3);
    await vscode.commands.executeCommand('testing.debugAll');
    await ended;
    const [python] = launchesOf('ms-python.debugpy').splice(0);
    assert.equal(python?.configuration['python'], chosen);
    assert.deepEqual(failedPythonTests(python.output), ['test_adds', 'test_removes']);
    const go = launchesOf('golang.go').splice(0);
    assert.deepEqual(go.flatMap(({ output }) => failedGoTests(output)).sort(), [
      'TestEnqueue',
      'TestPop',
      'TestPopOfEmpty',
      'TestPush',
    ]);
  });
});

describe('a debugger of another extension', () => {
  const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {} };
  const own = new PythonInterpreter(quiet);

  async function debugTests(runner: string, file: string, ...tests: readonly string[]): Promise<readonly Launch[]> {
    const command = await commandFor(file, own, tests);
    const configurations = must(debugConfigurations(runner, command));
    const ended = endOfSessions(configurations.length);
    for (const configuration of configurations) {
      assert.ok(await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(root), configuration));
    }
    await ended;
    return launchesOf(runner === 'pytest' ? 'ms-python.debugpy' : 'golang.go').splice(0);
  }

  it('starts the chosen test of Python and no other', async () => {
    const [launch, ...more] = await debugTests('pytest', PYTHON_FILE, `${PYTHON_FILE}::test_removes`);
    assert.ok(launch);
    assert.deepEqual(more, []);
    assert.deepEqual(failedPythonTests(launch.output), ['test_removes']);
  });

  it('starts the chosen test of Go and no other, not one whose name begins alike', async () => {
    const [launch, ...more] = await debugTests('go test', GO_FILE, `${GO_FILE}::TestPop`);
    assert.ok(launch);
    assert.deepEqual(more, []);
    assert.equal(launch.configuration['program'], path.join(root.fsPath, 'stack'));
    assert.deepEqual(failedGoTests(launch.output), ['TestPop']);
  });

  it('is given no name in which the editor would run a command', async () => {
    const id = `${PYTHON_FILE}::test_adds[\${command:agentforge.acceptAll}]`;
    const refused = debugConfigurations('pytest', await commandFor(PYTHON_FILE, own, [id]));
    assert.ok(!refused.ok && refused.problem.kind === 'input-invalid');
    assert.match(refused.problem.detail, /would replace.*; run .*acceptAll/);
  });

  it('is not there for every language, which is said with the command that runs the tests', () => {
    const command = { program: '/bin/cargo', args: ['test'], cwd: root.fsPath, text: 'cargo test' };
    const refused = debugConfigurations('cargo test', command);
    assert.ok(!refused.ok && refused.problem.kind === 'input-invalid');
    assert.equal(refused.problem.detail, 'Tests of cargo test cannot be debugged from here; run cargo test');
  });
});

/** What the extensions in `test/fixtures/extensions` say of a session. */
type Launch = { readonly configuration: vscode.DebugConfiguration; readonly output: string };

const launchesOf = (id: string): Launch[] => vscode.extensions.getExtension(id)?.exports.launches;

const failedPythonTests = (output: string) => [...output.matchAll(/^FAILED \S+::(\w+)/gm)].map(([, name]) => name);
const failedGoTests = (output: string) => [...output.matchAll(/^--- FAIL: (\w+)/gm)].map(([, name]) => name);

function endOfSessions(count: number): Promise<void> {
  let left = count;
  return new Promise((resolve) => {
    const listening = vscode.debug.onDidTerminateDebugSession(() => {
      left -= 1;
      if (left > 0) return;
      listening.dispose();
      resolve();
    });
  });
}
