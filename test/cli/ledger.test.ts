import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { LedgerClone } from '../kit/ledgerClone';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { answer, ESCALATION, ESCALATION_CODE, ESCALATION_TESTS, escalationProject } from './projects';

const KEY = 'sk-ant-test-0123456789';
const COMPONENT = 'escalation_domain';
const TESTS = 16;

describe('the ledger of a component, on a clean clone', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  before(async () => {
    api = await startFakeMessages();
    project = await escalationProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url });
    await reach('red', 'green');
    await project.commit();
  });

  after(async () => {
    await project.dispose();
    await api.close();
  });

  async function reach(...phases: readonly ('red' | 'green' | 'refactor')[]): Promise<void> {
    for (const phase of phases) {
      api.answer(answer(`${COMPONENT}.${phase}`));
      const args = ['generate', '--spec', ESCALATION, '--phase', phase, '--component', COMPONENT, '--yes'];
      const { code, stdout, stderr } = await cli.run(args);
      assert.equal(code, 0, stdout + stderr);
    }
  }

  async function onClone(work: (clone: LedgerClone, there: CliRunner) => Promise<void>): Promise<void> {
    const clone = await LedgerClone.make(project.root);
    try {
      await work(clone, new CliRunner(clone.root));
    } finally {
      await clone.dispose();
    }
  }

  it('has small entries without times, paths of this machine or keys', async () => {
    const files = await project.ownFiles('ledger');
    assert.equal(files.length, 2);
    for (const file of files) {
      const text = await project.text(file);
      assert.ok(text.length < 5_000, `${text.length} characters`);
      for (const secret of [KEY, project.root, process.cwd(), new Date().toISOString().slice(0, 10)]) {
        assert.ok(!text.includes(secret), `${file} has ${secret}`);
      }
    }
  });

  it('is run again: 0 when the tests fail without the code as recorded, and pass with it; nothing is written', async () => {
    await onClone(async (clone, there) => {
      const { code, stdout, stderr } = await there.run(['verify', '--ledger']);
      assert.equal(code, 0, stdout + stderr);
      assert.match(
        stdout,
        new RegExp(
          `^${COMPONENT} \\(${ESCALATION}\\), RED, GREEN: holds: ${TESTS} tests fail without the code as recorded, ${TESTS} tests pass with it$`,
          'm',
        ),
      );
      assert.match(stdout, /^The ledger holds: 1 of 1 component, each run again\.$/m);
      assert.match(stderr, /^1 of 1: escalation_domain\n {2}tests without the code\n {2}tests with the code$/m);
      assert.equal((await readdir(clone.root)).sort().join(), '.agentforge,.git,pyproject.toml,specs,tests,tools');
    });
  });

  it('ends with 1 when something changed, and marks the place for GitHub', async () => {
    await onClone(async (clone, there) => {
      await clone.edit(ESCALATION_CODE, 'class ', '# changed: 100 %\nclass ');
      await clone.edit(ESCALATION_TESTS, 'assert ', 'assert True or ');
      const plain = await there.run(['verify', '--ledger']);
      assert.equal(plain.code, 1);
      assert.doesNotMatch(plain.stdout, /^::/m);
      const inJob = await there.run(['verify', '--ledger'], { env: { GITHUB_ACTIONS: 'true' } });
      assert.equal(inJob.code, 1);
      const annotations = inJob.stdout.split('\n').filter((line) => line.startsWith('::error'));
      assert.deepEqual(
        annotations.map((line) => line.split('::').slice(0, 2).join('::')),
        [
          `::error file=${ESCALATION_TESTS},title=AgentForge ledger%3A tests-changed`,
          `::error file=${ESCALATION_CODE},title=AgentForge ledger%3A code-changed`,
        ],
      );
      const off = await there.run(['verify', '--ledger', '--annotations', 'none'], { env: { GITHUB_ACTIONS: 'true' } });
      assert.doesNotMatch(off.stdout, /^::/m);
      const json = await there.run(['verify', '--ledger', '--json', '--annotations', 'github']);
      for (const line of json.stdout.trim().split('\n')) JSON.parse(line);
      assert.match(json.stderr, /^::error /m);
    });
  });

  it('takes a test file for the same that was only formatted, and that git gave other line ends', async () => {
    await onClone(async (clone, there) => {
      await clone.edit(ESCALATION_TESTS, /^/, '# A remark.\n');
      await clone.edit(ESCALATION_CODE, /\n/g, '\r\n');
      for (const phase of ['red', 'green'] as const) await clone.edit(await clone.fileOf(phase), /\n/g, '\r\n');
      const { code, stdout } = await there.run(['verify', '--ledger']);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /: notice: .* what the tests promise is the same\. \[formatted\]$/m);
    });
  });

  it('says that git keeps it from everybody else', async () => {
    await onClone(async (clone, there) => {
      await clone.write('.gitignore', '.agentforge/\n');
      await clone.write(ESCALATION_CODE, '');
      assert.doesNotMatch((await there.run(['verify', '--ledger'])).stderr, /Git ignores/);
      await clone.git('rm', '--quiet', '--cached', '-r', '.agentforge');
      assert.match((await there.run(['verify', '--ledger'])).stderr, /Git ignores \.agentforge\/ledger/);
    });
  });

  it('follows the component: REFACTOR comes in, a rollback takes its entry, and RED alone is left of a failed GREEN', async () => {
    await reach('refactor');
    assert.equal((await cli.run(['verify', '--ledger'])).code, 0);
    assert.equal((await project.ownFiles('ledger')).length, 3);
    assert.equal((await cli.run(['tdflow', 'rollback'])).code, 0);
    assert.equal((await project.ownFiles('ledger')).length, 2);
    await project.write(ESCALATION_CODE, 'raise RuntimeError\n');
    assert.equal((await cli.run(['tdflow', 'green', '--prove', '--component', COMPONENT])).code, 1);
    const left = await project.ownFiles('ledger');
    assert.equal(left.length, 1);
    assert.match(await project.text(left[0] ?? ''), /"phase": "red"/);
    assert.equal((await cli.run(['verify', '--ledger'])).code, 0);
  });
});

describe('the ledger of a package that is installed in place, in an environment of its own', () => {
  const CODE = 'src/shop/adder.py';
  const SPECIFICATION = [
    ...['spec_id: shop', 'name: shop', "version: '1.0'", 'components:', '  - name: adder', '    description: Adds'],
    ...[`    location: ${CODE}`, '    test_location: tests/test_adder.py', '    methods:', '      - name: add'],
    ...["        signature: 'add(a, b)'", '        behavior: The sum.', ''],
  ].join('\n');

  it('is run with the code of the copy', async () => {
    const project = await WorkspaceBuilder.build({
      '.gitignore': '.venv/\n',
      'pyproject.toml': '[project]\nname = "shop"\nversion = "0"\n',
      'src/shop/__init__.py': '',
      'specs/shop.yaml': SPECIFICATION,
      'tests/test_adder.py': 'from shop.adder import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n',
    });
    try {
      const run = promisify(execFile);
      await run('python3', ['-m', 'venv', '--without-pip', '--system-site-packages', '.venv'], { cwd: project.root });
      const python = project.path('.venv/bin/python');
      const { stdout: packages } = await run(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
      await writeFile(path.join(packages.trim(), 'shop.pth'), `${project.path('src')}\n`);
      const cli = new CliRunner(project.root);
      const about = ['--prove', '--spec', 'specs/shop.yaml', '--component', 'adder'];
      assert.equal((await cli.run(['tdflow', 'red', ...about])).code, 0);
      await project.write(CODE, 'def add(a, b):\n    return a + b\n');
      assert.equal((await cli.run(['tdflow', 'green', ...about])).code, 0);
      const { code, stdout } = await cli.run(['verify', '--ledger']);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /1 test fails without the code as recorded, 1 test passes with it/);
      assert.match(await project.text(CODE), /^def add/);
    } finally {
      await project.dispose();
    }
  });
});
