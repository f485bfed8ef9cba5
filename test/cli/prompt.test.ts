import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red'];

describe('the prompt for a person', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await shopProject();
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  for (const [args, remembered] of [
    [['--dry-run'], 0],
    [['--provider', 'manual'], 2],
  ] as const) {
    it(`${args.join(' ')} prints it, without a key, and writes ${remembered === 0 ? 'nothing' : 'only what it needs to know the answer again'}`, async () => {
      const before = await project.ownFiles();
      const { code, stdout, stderr } = await cli.run([...RED, ...args]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^<context>\n<specification>$/m);
      assert.match(stdout, /^- name: cart$/m);
      assert.doesNotMatch(stdout, /name: receipt|formatReceipt/);
      assert.match(stdout, /<answer_format>[\s\S]*<\/answer_format>\n\n<prompt_id>\n[^<]*<\/prompt_id>\n$/);
      const after = (await project.ownFiles()).filter((file) => !before.includes(file));
      assert.equal(after.length, remembered, after.join());
      assert.ok(after.every((file) => file.startsWith('.agentforge/prompts/')));
      await project.assertUntouched();
    });
  }

  it('--dry-run is the same every time, and says beside it what the answer would cost', async () => {
    const [first, second] = [await cli.run([...RED, '--dry-run']), await cli.run([...RED, '--dry-run'])];
    assert.equal(first.stdout, second.stdout);
    assert.match(
      first.stderr,
      /^note {3}Asking claude-sonnet-5-5: about \$[\d.]+, at most \$[\d.]+ \(prices of [\d-]+\)\.\n$/,
    );
    const { stdout } = await cli.run([...RED, '--dry-run', '--json']);
    const [prompt, cost, ...more] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(prompt, { event: 'prompt-text', text: first.stdout });
    assert.deepEqual([cost.event, cost.text.slice(0, 24), more], ['note', 'Asking claude-sonnet-5-5', []]);
  });

  it('--dry-run says what the budget left out', async () => {
    await project.write('.agentforge/generation.yaml', 'tokens:\n  max_context: 2300\n');
    const { code, stderr } = await cli.run([...RED, '--dry-run']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Left out of the prompt: test\/money\.test\.js \(no room in the budget\)\./);
  });

  it('--provider manual says how to go on, and that way leads through', async () => {
    const { stderr } = await cli.run([...RED, '--provider', 'manual']);
    const [, command = ''] = /go on with:\n +agentforge (parse-response FILE .*)\n/.exec(stderr) ?? [];
    await project.write('answer.md', recording('red'));
    const result = await cli.run([...command.replace('FILE', 'answer.md').split(' '), '--yes']);
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stdout, /RED reached: 11 tests fail/);
  });

  it('the codebase profile and the notes of the settings are in it', async () => {
    await project.write(
      '.agentforge/codebase_profile.yaml',
      'languages:\n  - name: javascript\n    primary: true\npatterns:\n  money:\n    description: Amounts are whole cents\n    confidence: 0.9\n  guess:\n    description: Perhaps nothing\n    confidence: 0.3\n',
    );
    await project.write('.agentforge/generation.yaml', 'phases:\n  red:\n    focus: Test the rounding first\n');
    const { stdout } = await cli.run([...RED, '--dry-run']);
    assert.match(stdout, /- money \(confidence 0\.9\): Amounts are whole cents/);
    assert.doesNotMatch(stdout, /Perhaps nothing/);
    assert.match(stdout, /^- Test the rounding first$/m);
  });
});
