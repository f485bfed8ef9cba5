import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { shopProject } from './projects';

const KIRO =
  '# Requirements Document\n\n### Requirement 1: Lines\n\n#### Acceptance Criteria\n\n1. WHEN a line is added THEN the system SHALL be fast\n\n### Requirement 2: Total\n';

describe('spec', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await shopProject({
      'docs/cart.md': KIRO,
      'specs/broken.yaml': 'spec_id: abc\ncomponents:\n\t- name: cart\n',
    });
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  it('tells what is to mend with line and column, and how the file was read', async () => {
    const { code, stdout, stderr } = await cli.run(['spec', 'lint', 'docs/cart.md']);
    assert.equal(code, 1, stderr);
    assert.deepEqual(stdout.split('\n'), [
      'docs/cart.md:9:1: warning: requirement 2 has no criterion by which it is known to be met.',
      'docs/cart.md:7:50: information: "fast" in "1.1" cannot be tested: say how much, how long, or what is seen.',
      '',
    ]);
    assert.match(
      stderr,
      /read as Kiro requirements \(kiro\): 2 requirements, 1 criteria, 1 components\. To look at: 2\./,
    );
  });

  it('reads it as the user says, or as the file says, which every command follows', async () => {
    const asked = await cli.run(['spec', 'lint', 'docs/cart.md', '--dialect', 'openspec']);
    assert.equal(asked.code, 2);
    assert.match(asked.stdout, /^docs\/cart\.md:1:1: error: the document holds no requirement\./);
    assert.equal((await cli.run(['spec', 'lint', 'docs/cart.md', '--dialect', 'components'])).code, 2);
    await project.write('docs/cart.md', `<!-- agentforge: dialect=markdown -->\n${KIRO}\n- FR-001: It adds.\n`);
    const { code, stdout } = await cli.run(['spec', 'lint', 'docs/cart.md', '--json']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), {
      event: 'specification',
      path: 'docs/cart.md',
      dialect: 'markdown',
      requirements: 1,
      criteria: 0,
      components: 1,
    });
  });

  it('holds what an OpenSpec change renames against the specification that it changes', async () => {
    const change = 'openspec/changes/words/specs/cart/spec.md';
    await project.write('openspec/specs/cart/spec.md', '## Requirements\n\n### Requirement: Lines\nIt SHALL.\n');
    const sides = ['- FROM: `### Requirement: Line`', '- TO: `### Requirement: Positions`'];
    await project.write(change, `## RENAMED Requirements\n\n${sides.join('\n')}\n`);
    const { code, stdout } = await cli.run(['spec', 'lint', change]);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      `${change}:3:3: warning: "Line" does not stand in openspec/specs/cart/spec.md, so it cannot be renamed.\n`,
    );
  });

  it('says where YAML is broken, and takes words that are fine here', async () => {
    const broken = await cli.run(['spec', 'lint', 'specs/broken.yaml']);
    assert.equal(broken.code, 2);
    assert.match(broken.stdout, /^specs\/broken\.yaml:3:1: error: not valid YAML: a tab stands in the indentation\./);
    const allowed = await cli.run(['spec', 'lint', 'docs/cart.md', '--allow', 'fast', '--json']);
    assert.doesNotMatch(allowed.stdout, /cannot be tested/);
    const missing = await cli.run(['spec', 'lint', 'docs/none.md']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /docs\/none\.md: the file does not exist/);
  });

  it('changes one thing, keeps mark and line ends, and takes it back', async () => {
    const before =
      '\ufeff# why\r\nmetadata:\r\n  spec_id: abc\r\n  status: draft  # not yet\r\nrequirements:\r\n- {id: FR-001, title: "A"}\r\n';
    await project.write('specs/windows.yaml', before);
    const set = (...rest: string[]) => cli.run(['spec', 'set', 'specs/windows.yaml', ...rest]);
    const first = await set('--status', 'approved');
    assert.equal(first.code, 0, first.stderr);
    assert.match(first.stdout, /^Written: specs\/windows\.yaml\. Taken back with: agentforge spec undo$/m);
    const approved = before.replace('status: draft', 'status: approved');
    assert.equal(await project.text('specs/windows.yaml'), approved);
    assert.equal((await set('--id', 'FR-001', '--title', 'Total of a cart')).code, 0);
    assert.equal(await project.text('specs/windows.yaml'), approved.replace('"A"', '"Total of a cart"'));
    assert.equal((await cli.run(['spec', 'undo'])).code, 0);
    assert.equal(await project.text('specs/windows.yaml'), approved);
    const refused = await set('--id', 'FR-009', '--title', 'x');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /specs\/windows\.yaml stays as it is\. There is no "FR-009"\./);
    assert.equal((await cli.run(['spec', 'undo'])).code, 0);
    assert.equal(await project.text('specs/windows.yaml'), before);
  });

  it('keeps the dialect that a user chose, in the file, for every command', async () => {
    const { code, stderr } = await cli.run(['spec', 'set', 'docs/cart.md', '--dialect', 'markdown']);
    assert.equal(code, 0, stderr);
    assert.equal(await project.text('docs/cart.md'), `<!-- agentforge: dialect=markdown -->\n${KIRO}`);
    assert.match(
      (await cli.run(['spec', 'lint', 'docs/cart.md'])).stderr,
      /read as Markdown with numbered requirements/,
    );
    assert.equal((await cli.run(['spec', 'set', 'docs/cart.md', '--dialect', 'content'])).code, 0);
    assert.equal(await project.text('docs/cart.md'), KIRO);
    const long = `---\n${'x: 1\n'.repeat(98)}---\n${KIRO}`;
    await project.write('docs/long.md', long);
    const refused = await cli.run(['spec', 'set', 'docs/long.md', '--dialect', 'markdown']);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /front matter is too long/);
    assert.equal(await project.text('docs/long.md'), long);
  });
});
