import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import { projectWithHabits } from '../kit/projectWithHabits';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';

const CONTRACT = 'contracts/derived.contract.yaml';
const PROFILE = '.agentforge/codebase_profile.yaml';

describe('contracts that are derived from the codebase', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await projectWithHabits();
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  it('hold what the code does already, are written once they are accepted, and catch what breaks them', async () => {
    assert.equal((await cli.run(['discover'])).code, 0);
    const look = await cli.run(['contracts', 'derive', '--dry-run']);
    assert.equal(look.code, 0, look.stderr);
    assert.match(look.stdout, /id: python-function-names/);
    assert.match(look.stdout, /id: python-domain-without-infrastructure/);
    assert.match(look.stdout, /All 20 files hold to it\./);
    await assert.rejects(project.text(CONTRACT));

    const asking = cli.atTerminal(['contracts', 'derive']);
    await asking.until(/Accept contracts\/derived\.contract\.yaml \(is a protected file\)\? /);
    await assert.rejects(project.text(CONTRACT));
    asking.type('y\r');
    const written = await asking.ended;
    assert.equal(written.code, 0, written.stdout);
    assert.equal(await project.text(CONTRACT), look.stdout);
    assert.equal((await cli.run(['conformance', 'check'])).code, 0);
    assert.equal((await cli.run(['contracts', 'validate'])).code, 0);

    await project.write(
      'src/domain/more.py',
      'from src.infrastructure.table_1 import read_table_1\n\n\ndef netPrice():\n    return 1\n',
    );
    const { stdout } = await cli.run(['conformance', 'check']);
    assert.match(stdout, /src\/domain\/more\.py:1: warning: The domain layer does not import the infrastructure layer/);
    assert.match(stdout, /src\/domain\/more\.py:4: warning: The function netPrice is not allowed here/);

    assert.equal((await cli.run(['contracts', 'derive', '--undo'])).code, 0);
    await assert.rejects(project.text(CONTRACT));
  });

  it('leave out what the profile says and the code does not bear out', async () => {
    assert.equal((await cli.run(['discover'])).code, 0);
    for (let index = 0; index < 5; index++)
      await project.write(`src/domain/other_${index}.py`, `def netPrice${index}():\n    return 1\n`);
    const { stdout, stderr, code } = await cli.run(['contracts', 'derive', '--dry-run']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Left out: python-function-names, for 5 of 25 files do otherwise\./);
    assert.doesNotMatch(stdout, /python-function-names/);
  });

  it('need a profile, and a terminal to ask in', async () => {
    const without = await cli.run(['contracts', 'derive', '--dry-run']);
    assert.equal(without.code, 2);
    assert.match(without.stderr, /There is no \.agentforge\/codebase_profile\.yaml yet\.[\s\S]*agentforge discover/);
    const silent = await cli.run(['contracts', 'derive']);
    assert.deepEqual([silent.code, /Look at the contract with --dry-run/.test(silent.stderr)], [2, true]);
    await project.write(PROFILE, 'languages: []\n');
    const empty = await cli.run(['contracts', 'derive', '--dry-run']);
    assert.match(empty.stderr, /Nothing can be derived .* Begin with: agentforge conformance init/);
  });
});
