import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { agentforgeSample } from '../kit/agentforgeSample';
import { CliRunner } from '../kit/cliRunner';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { shopProject } from './projects';

const CONTRACT = 'contracts/own.contract.yaml';
const BASELINE = '.agentforge/conformance_baseline.json';
const EXEMPTION = '.agentforge/exemptions/e1.yaml';

function contract(checks: string): string {
  return `schema_version: '1.0'\ncontract: {name: own, type: custom}\nchecks:\n${checks}`;
}

const NO_PRINT = '  - {id: no-print, name: No print, type: regex, config: {pattern: "print[(]"}}\n';

describe('conformance', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'src/a.py': 'import os\nprint(1)\n',
      'src/b.py': 'x = 1\n',
      [CONTRACT]: contract(NO_PRINT),
    });
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  it('ends with 1 for a new error, with 0 when there is none, and looks only at the files it is asked about', async () => {
    const { code, stdout, stderr } = await cli.run(['conformance', 'check']);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /^src\/a\.py:2: error: No print \[own\/no-print V-[0-9a-f]{12}\]$/m);
    assert.equal((await cli.run(['conformance', 'check', 'src/b.py'])).code, 0);
    assert.equal((await cli.run(['conformance', 'check', 'src'])).code, 1);
    assert.equal((await cli.run(['conformance', 'check', 'contracts/'])).code, 0);
    const missing = await cli.run(['conformance', 'check', 'src/b.py', 'src/c.py']);
    assert.deepEqual([missing.code, /There is no file or folder src\/c\.py\./.test(missing.stderr)], [2, true]);
    assert.equal((await cli.run(['conformance', 'check', '../elsewhere.py'])).code, 2);
    await rm(project.path('src/b.py'));
    const deleted = await cli.run(['conformance', 'check', 'src/b.py']);
    assert.deepEqual([deleted.code, /Left out, since they are deleted: src\/b\.py\./.test(deleted.stderr)], [0, true]);
    await project.write(CONTRACT, contract(NO_PRINT.replace('type: regex', 'severity: warning, type: regex')));
    assert.equal((await cli.run(['conformance', 'check'])).code, 0);
    assert.equal((await cli.run(['conformance', 'report'])).code, 0);
  });

  it('writes the same in every form', async () => {
    const output = async (format: string) => (await cli.run(['conformance', 'check', '--format', format])).stdout;
    assert.equal(JSON.parse(await output('json')).violations[0].line, 2);
    assert.equal(JSON.parse((await cli.run(['conformance', 'check', '--json'])).stdout).summary.failed, 1);
    assert.equal(JSON.parse(await output('sarif')).runs[0].results[0].ruleId, 'own/no-print');
    assert.match(await output('junit'), /<testsuite name="own" tests="1" failures="1" errors="0" skipped="0">/);
    assert.match(await output('markdown'), /^\| error \| `src\/a\.py:2` \| own\/no-print \|/m);
    assert.match((await cli.run(['conformance', 'report'])).stdout, /^# Conformance\n/);
  });

  it('begins with a contract that fits the project, and never writes over one', async () => {
    const again = await cli.run(['conformance', 'init']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /There are contracts already.*contracts\/own\.contract\.yaml/);
    const empty = await WorkspaceBuilder.build({ 'src/a.py': 'x = 1\n', 'README.md': '' });
    try {
      const fresh = new CliRunner(empty.root);
      const none = await fresh.run(['conformance', 'check']);
      assert.equal(none.code, 2);
      assert.match(none.stderr, /agentforge conformance init/);
      assert.equal((await fresh.run(['conformance', 'init'])).code, 0);
      assert.match(await empty.text('.agentforge/contracts/project.contract.yaml'), /- _patterns-python/);
      const checked = await fresh.run(['conformance', 'check']);
      assert.equal(checked.code, 0, checked.stdout + checked.stderr);
      await empty.assertUntouched();
    } finally {
      await empty.dispose();
    }
  });

  it('lets what is old be, stops what is new, and the baseline only shrinks', async () => {
    assert.equal((await cli.run(['conformance', 'check', '--update-baseline'])).code, 2);
    const made = await cli.run(['conformance', 'init', '--baseline']);
    assert.equal(made.code, 0, made.stderr);
    assert.equal((await cli.run(['conformance', 'init', '--baseline'])).code, 2);
    assert.equal((await cli.run(['conformance', 'check'])).code, 0);
    const before = await project.text(BASELINE);
    await project.write('src/b.py', 'print(2)\n');
    assert.equal((await cli.run(['conformance', 'check'])).code, 1);
    assert.equal(await project.text(BASELINE), before);
    await project.write('src/a.py', '');
    const updated = await cli.run(['conformance', 'check', '--update-baseline']);
    assert.equal(updated.code, 1);
    assert.match(updated.stderr, /The baseline has 0 violations now, and had 1\./);
    await project.write('src/a.py', 'print(1)\n');
    await project.write(BASELINE, before);
    await project.write(CONTRACT, contract(`${NO_PRINT}  - {id: wrong, type: regex, config: {pattern: "("}}\n`));
    await project.write('src/a.py', '');
    const refused = await cli.run(['conformance', 'check', '--update-baseline']);
    assert.deepEqual([refused.code, await project.text(BASELINE)], [2, before]);
    assert.match(refused.stderr, /The baseline stays as it is/);
    await project.write(BASELINE, '{');
    assert.equal((await cli.run(['conformance', 'check'])).code, 2);
  });

  it('lets what is old be in a file that moved, as git tells, and nothing else', async () => {
    const text = `print(1)\n${'total = total + 1\n'.repeat(5)}`;
    await project.write('src/a.py', text);
    await project.commit();
    assert.equal((await cli.run(['conformance', 'init', '--baseline'])).code, 0);
    await project.write('src/deep/a.py', text);
    await rm(project.path('src/a.py'));
    const moved = await cli.run(['conformance', 'check']);
    assert.equal(moved.code, 0, moved.stdout);
    assert.match(moved.stdout, /^Moved since the baseline, .*: src\/a\.py, which is src\/deep\/a\.py now\./m);
    assert.equal((await cli.run(['conformance', 'check', 'src/deep'])).code, 0);
    await project.commit();
    await project.write('src/deep/a.py', `${text}print(2)\n`);
    const more = await cli.run(['conformance', 'check']);
    assert.equal(more.code, 1);
    assert.match(more.stdout, /^src\/deep\/a\.py:7: error/m);
    assert.doesNotMatch(more.stdout, /^src\/deep\/a\.py:1:/m);
    await project.write('src/deep/a.py', text);
    assert.equal((await cli.run(['conformance', 'check', '--update-baseline'])).code, 0);
    assert.match(await project.text(BASELINE), /"path": "src\/deep\/a\.py"/);
    assert.doesNotMatch((await cli.run(['conformance', 'check'])).stdout, /Moved since/);
    await project.commit();
    await rm(project.path('src/deep/a.py'));
    await project.write('src/other.py', 'print(1)\ndef other():\n    return 2\n');
    const other = await cli.run(['conformance', 'check']);
    assert.equal(other.code, 1);
    assert.match(other.stdout, /^src\/other\.py:1: error/m);
  });

  it('runs no command of the project unless the user says so', async () => {
    const command = `  - {id: run, type: command, config: {command: ./run.sh, args: [a b]}}\n`;
    await project.write(CONTRACT, contract(command));
    await project.write('run.sh', '#!/bin/sh\necho "$#:$1:$SECRET_KEY" > ran.txt\nexit 4\n', 0o755);
    const without = await cli.run(['conformance', 'check']);
    assert.equal(without.code, 1);
    assert.match(without.stdout, /not evaluated \(error\): it runs a command of the project, which needs your consent/);
    await assert.rejects(project.text('ran.txt'));
    const allowed = await cli.run(['conformance', 'check', '--allow-commands'], { env: { SECRET_KEY: 'k' } });
    assert.equal(allowed.code, 1);
    assert.match(allowed.stdout, /\.\/run\.sh ended with 4, not with 0/);
    assert.equal(await project.text('ran.txt'), '1:a b:\n');
    await project.write(CONTRACT, contract(command.replace('args: [a b]', 'expected_exit_code: 4')));
    assert.equal((await cli.run(['conformance', 'check', '--allow-commands'])).code, 0);
  });

  it('ends with 1 when an error could not be evaluated, and with 2 when a contract is wrong', async () => {
    await project.write('src/a.py', `${'a'.repeat(60)}b\n`);
    await project.write(CONTRACT, contract('  - {id: slow, type: regex, config: {pattern: "(a+)+$"}}\n'));
    const slow = await cli.run(['conformance', 'check', 'src/a.py']);
    assert.equal(slow.code, 1);
    assert.match(slow.stdout, /src\/a\.py: not evaluated \(error\): its pattern takes longer than 2 s in this file/);
    await project.write(CONTRACT, contract('  - {id: a, type: regex, config: {pattern: "("}}\n'));
    assert.equal((await cli.run(['conformance', 'check'])).code, 2);
    const { code, stdout } = await cli.run(['contracts', 'validate']);
    assert.equal(code, 2);
    assert.match(
      stdout,
      /^contracts\/own\.contract\.yaml:4:\d+: error: The pattern is no regular expression of Python/m,
    );
  });

  it('takes an exemption that holds, and says of one that does not', async () => {
    const text = (expires: string) =>
      `{id: e1, contract_id: own, check_ids: [no-print], reason: r, approved_by: Ada, scope: {type: file_pattern, patterns: ['src/**']}, expires: '${expires}'}\n`;
    await project.write(EXEMPTION, text('2999-01-01'));
    assert.equal((await cli.run(['conformance', 'check'])).code, 0);
    await project.write(EXEMPTION, text('2001-01-01'));
    const ended = await cli.run(['conformance', 'check']);
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /The exemption e1 does not hold any more\./);
    assert.match((await cli.run(['exemptions'])).stdout, /^e1 +expired +own: no-print +src\/\*\* +Ada +2001-01-01$/m);
    await project.write(EXEMPTION, text('soon'));
    assert.equal((await cli.run(['exemptions'])).code, 2);
  });

  it('reads contracts that a team really wrote', async () => {
    for (const name of ['_base', '_patterns-python', '_testing-python'])
      await project.write(`contracts/${name}.contract.yaml`, agentforgeSample(`${name}.contract.yaml`));
    await project.write(EXEMPTION, agentforgeSample('exemption.yaml'));
    await project.write(
      CONTRACT,
      'contract: {name: agentforge, type: custom, extends: [_patterns-python, _testing-python]}\n',
    );
    const valid = await cli.run(['contracts', 'validate']);
    assert.deepEqual([valid.code, valid.stdout], [0, '']);
    const listed = await cli.run(['contracts', 'list', '--json']);
    const rows = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      rows.filter(({ from }) => from !== 'built in').map(({ name, state, checks }) => `${name} ${state} ${checks}`),
      ['_base to extend 5', '_patterns-python to extend 17', '_testing-python to extend 15', 'agentforge on 27'],
    );
    const { stdout } = await cli.run(['conformance', 'check']);
    assert.match(
      stdout,
      /^src\/a\.py:2: warning: print\(\) should not be used in production code \[agentforge\/no-print-statements/m,
    );
    assert.match(
      stdout,
      /not evaluated \(warning\): it is a Python function of the project, .* \[agentforge\/max-file-lines\]/,
    );
    assert.match((await cli.run(['contracts', 'show', 'agentforge'])).stdout, /^no-breakpoint +error +forbid /m);
    assert.equal((await cli.run(['contracts', 'check', '_testing-python'])).code, 0);
    assert.equal((await cli.run(['contracts', 'show', 'nobody'])).code, 2);
  });
});

describe('contracts of a project', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await shopProject();
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  const phase = (name: string, ...more: readonly string[]) => cli.run(['tdflow', name, '--component', 'cart', ...more]);
  const answered = ['--provider', 'recorded', '--yes'];

  it('are held against what GREEN changed and what VERIFY looks at', async () => {
    assert.equal((await cli.run(['tdflow', 'start', '--spec', 'specs/shop.yaml'])).code, 0);
    assert.equal((await phase('red', ...answered)).code, 0);
    const forbidding = (word: string) =>
      contract(
        `  - {id: word, name: Not this word, type: regex, config: {pattern: "${word}"}, applies_to: {paths: ["src/**"]}}\n`,
      );
    await project.write(CONTRACT, forbidding('function addItem'));
    const refused = await phase('green', ...answered, '--attempts', '1');
    assert.equal(refused.code, 1, refused.stdout + refused.stderr);
    assert.match(refused.stdout + refused.stderr, /src\/cart\.js:\d+: Not this word \(own\/word V-[0-9a-f]{12}\)/);
    await project.write(CONTRACT, forbidding('never written'));
    const green = await phase('green', ...answered);
    assert.equal(green.code, 0, green.stdout + green.stderr);
    const verified = await phase('verify');
    assert.match(verified.stdout + verified.stderr, /^ +conformance: passed$/m);
    await project.write(CONTRACT, forbidding('function addItem'));
    const broken = await phase('verify');
    assert.equal(broken.code, 1);
    assert.match(broken.stdout + broken.stderr, /Failed: .*conformance/);
  });
});
