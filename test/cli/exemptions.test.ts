import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

const CONTRACT = 'contracts/own.contract.yaml';
const RUN = '  - {id: run, name: It runs, type: command, config: {command: ./run.sh}}\n';
const NO_PRINT = '  - {id: no-print, name: No print, type: regex, config: {pattern: "print[(]"}}\n';
const ADA = ['--reason', 'a tool for people', '--approved-by', 'Ada Lovelace'];

function contract(checks: string): string {
  return `schema_version: '1.0'\ncontract: {name: own, type: custom}\nchecks:\n${checks}`;
}

describe('exemptions add', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'src/a.py': 'print(1)\nprint(2)\n',
      [CONTRACT]: contract(NO_PRINT),
    });
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  const idAt = async (place: string, ...more: readonly string[]) => {
    const { stdout } = await cli.run(['conformance', 'check', ...more]);
    const [, id] = new RegExp(`^${place}: error: .* (V-[0-9a-f]{12})\\]$`, 'm').exec(stdout) ?? [];
    assert.ok(id !== undefined, stdout);
    return id;
  };
  const add = (...args: readonly string[]) => cli.run(['exemptions', 'add', ...args]);
  const refusal = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await add(...args);
    assert.deepEqual([code, stdout], [2, ''], stderr);
    return stderr.trim();
  };
  const idAtAny = async () => {
    const { violations } = JSON.parse((await cli.run(['conformance', 'check', '--json'])).stdout);
    return violations[0].id as string;
  };
  const soon = () => new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);

  it('lets one violation through with a reason, a name, a day and a ticket, and no other one', async () => {
    const id = await idAt('src/a\\.py:1');
    const added = await add(id, ...ADA, '--expires', soon(), '--ticket', 'SHOP-7');
    assert.equal(added.code, 0, added.stderr);
    const file = `.agentforge/exemptions/no-print-${id.slice(2)}.yaml`;
    assert.ok(added.stdout.includes(`${id} (no-print, src/a.py:1) is exempted until ${soon()}. Written: ${file}`));
    assert.match(await project.text(file), /^ticket: SHOP-7$/m);
    const checked = await cli.run(['conformance', 'check']);
    assert.equal(checked.code, 1);
    assert.doesNotMatch(checked.stdout, /src\/a\.py:1:/);
    assert.match(checked.stdout, /src\/a\.py:2: error/);
    const listed = await cli.run(['exemptions']);
    assert.equal(listed.code, 0, listed.stdout);
    assert.match(
      listed.stdout,
      new RegExp(`^no-print-${id.slice(2)} +active +own: no-print +${id} +Ada Lovelace`, 'm'),
    );
    assert.ok(listed.stdout.includes(soon()));
    const [row = ''] = (await cli.run(['exemptions', '--json'])).stdout.split('\n');
    assert.deepEqual([JSON.parse(row).ticket, JSON.parse(row).expires], ['SHOP-7', soon()]);
  });

  it('lets all of a check in a file through, also later, and never what another file has', async () => {
    const id = await idAt('src/a\\.py:2');
    const added = await add(id.slice(0, 9), ...ADA, '--file', '--json');
    assert.equal(added.code, 0, added.stderr);
    const { event, violation, scope, path, expires } = JSON.parse(added.stdout);
    assert.deepEqual([event, violation, scope], ['exempted', id, 'file']);
    assert.match(await project.text(path), /type: file_pattern/);
    assert.match(expires, /^\d{4}-\d\d-\d\d$/);
    await project.write('src/a.py', 'print(1)\nprint(2)\nprint(3)\n');
    assert.equal((await cli.run(['conformance', 'check'])).code, 0);
    await project.write('src/b.py', 'print(1)\n');
    assert.equal((await cli.run(['conformance', 'check'])).code, 1);
  });

  it('asks for what is missing, and says what is wrong, each with the next step', async () => {
    const id = await idAt('src/a\\.py:1');
    assert.match(await refusal(id, '--approved-by', 'Ada'), /Say why it is right as it is: --reason "text"\./);
    assert.match(await refusal(id, '--reason', ' ', '--approved-by', 'Ada'), /--reason "text"\./);
    assert.match(await refusal(id, '--reason', 'r'), /Say who approves it: --approved-by "name"\./);
    assert.match(
      await refusal(id, ...ADA, '--expires', '2001-01-01'),
      /--expires 2001-01-01 is over\. Give the last day/,
    );
    assert.match(await refusal(id, ...ADA, '--expires', '2027-02-30'), /is no day\. Write it as \d{4}-.*, or never\./);
    assert.match(await refusal('no-print', ...ADA), /no id of a violation.*agentforge conformance check/);
    assert.match(await refusal('V-1', ...ADA), /too short: give at least 4 digits/);
    const unknown = await refusal('V-000000000000', ...ADA);
    assert.match(unknown, /There is no violation V-000000000000 now\. .*agentforge conformance check/);
    await assert.rejects(project.ownFiles('exemptions'), /ENOENT/);
  });

  it('does not exempt twice, and leaves one that is over to a person', async () => {
    const id = await idAt('src/a\\.py:1');
    assert.equal((await add(id, ...ADA, '--expires', 'never')).code, 0);
    const file = `.agentforge/exemptions/no-print-${id.slice(2)}.yaml`;
    const before = await project.text(file);
    assert.doesNotMatch(before, /expires/);
    const again = await refusal(id, ...ADA);
    assert.ok(again.includes(`${id} is exempted already, by no-print-${id.slice(2)} in ${file}.`), again);
    await project.write(file, `${before}expires: '2001-01-01'\n`);
    assert.match(await refusal(id, ...ADA), /is there already.*Change it, or delete it and exempt again\./);
    assert.equal((await add(id, ...ADA, '--file')).code, 0);
    assert.equal((await cli.run(['conformance', 'check'])).code, 0);
    assert.match(await refusal(await idAtAny(), ...ADA, '--file'), /is exempted already, by no-print-.*-file in/);
  });

  it('says which violations a beginning of an id names', async () => {
    const lines = Array.from({ length: 1_500 }, (_, index) => `print(${index})`);
    await project.write('src/a.py', `${lines.join('\n')}\n`);
    const { violations } = JSON.parse((await cli.run(['conformance', 'check', '--json'])).stdout);
    const ids: readonly string[] = violations.map((each: { readonly id: string }) => each.id);
    const twice = ids.find((id) => ids.filter((each) => each.startsWith(id.slice(0, 6))).length > 1);
    assert.ok(twice !== undefined);
    const told = await refusal(twice.slice(0, 6), ...ADA);
    assert.match(told, /is the beginning of \d+ ids: V-[0-9a-f]{12} \(src\/a\.py:\d+\), .*Give more of it\./);
    assert.ok(told.includes(twice));
  });

  it('finds what a command found only when the user lets it run', async () => {
    await project.write(CONTRACT, contract(RUN));
    await project.write('run.sh', '#!/bin/sh\necho ran >> ran.txt\nexit 4\n', 0o755);
    const { violations } = JSON.parse((await cli.run(['conformance', 'check', '--json', '--allow-commands'])).stdout);
    const [{ id }] = violations;
    assert.match(await refusal(id, ...ADA), /only known with --allow-commands/);
    assert.equal(await project.text('ran.txt'), 'ran\n');
    assert.match(await refusal(id, ...ADA, '--allow-commands', '--file'), /leave --file away/);
    assert.equal((await add(id, ...ADA, '--allow-commands')).code, 0);
    assert.equal((await cli.run(['conformance', 'check', '--allow-commands'])).code, 0);
  });

  it('tells a contract that cannot be read, and a baseline whose violation is gone, from an id of nothing', async () => {
    const id = await idAt('src/a\\.py:1');
    assert.equal((await cli.run(['conformance', 'init', '--baseline'])).code, 0);
    await project.write('src/a.py', '');
    assert.match(await refusal(id, ...ADA), /in the baseline and gone: agentforge conformance check --update-baseline/);
    await project.write(CONTRACT, contract('  - {id: no-print, type: regex, config: {pattern: "("}}\n'));
    assert.match(await refusal(id, ...ADA), /cannot be read, and may find it: agentforge contracts validate/);
  });
});
