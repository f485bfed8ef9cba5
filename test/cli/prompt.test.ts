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
      /\nnote {3}Nothing was sent\. An answer of claude-sonnet-5-5: about \$[\d.]+, at most \$[\d.]+ \(prices of [\d-]+\)\.\n$/,
    );
    const { stdout } = await cli.run([...RED, '--dry-run', '--json']);
    const [prompt, contents, cost, ...more] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(prompt, { event: 'prompt-text', text: first.stdout });
    assert.equal(contents.event, 'prompt-contents');
    assert.deepEqual(
      contents.pieces.map(({ tag, file }: Record<string, string>) => [tag, file]),
      [
        ['specification', undefined],
        ['examples', 'test/money.test.js'],
        ['examples', 'src/money.js'],
        ['code', 'src/cart.js'],
      ],
    );
    assert.deepEqual([cost.event, more], ['note', []]);
    assert.match(cost.text, /^Nothing was sent\. An answer of claude-sonnet-5-5: about /);
  });

  it('--pin and --leave-out choose files for one run, and .agentforge/context.yaml for all', async () => {
    await project.write('docs/rules.md', '# Rules\n\nRound up.\n');
    await project.write('.agentforge/context.yaml', 'components:\n  cart:\n    leave_out: [test/money.test.js]\n');
    const run = ['--pin', 'docs/rules.md', '--leave-out', 'src/money.js', '--dry-run'];
    const { code, stdout, stderr } = await cli.run([...RED, ...run]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /<file path="docs\/rules\.md">\n# Rules/);
    assert.doesNotMatch(stdout, /path="(?:src|test)\/money/);
    assert.match(stderr, /codebase +docs\/rules\.md +\d+ {2}pinned by you/);
    const outside = await cli.run([...RED, '--pin', '../x.js', '--dry-run']);
    assert.deepEqual([outside.code, outside.stdout], [2, '']);
    assert.match(outside.stderr, /\.\.\/x\.js is not inside the project/);
  });

  it('--dry-run says part by part what is in it, how long that is and why', async () => {
    const { stderr } = await cli.run([...RED, '--dry-run']);
    assert.match(
      stderr,
      /^note {3}In the prompt, in tokens at most:\n {7}specification +\d+ {2}the specification of cart/m,
    );
    assert.match(stderr, /^ {7}examples +test\/money\.test\.js +\d+ {2}shows how this project writes$/m);
    assert.match(stderr, /^ {7}instructions +\d+ {2}the phase, its rules/m);
  });

  it('shows what the rest of the project has for the component, and never what .agentforgeignore names', async () => {
    await project.write('src/order.js', "import { taxOf } from './tax.js';\nimport { secret } from './hidden.js';\n");
    await project.write('src/tax.js', 'export const taxOf = (cents) => cents / 5;\n');
    await project.write('src/hidden.js', 'export const secret = 42;\n');
    await project.write('.agentforgeignore', 'hidden.js\n');
    const { stdout, stderr } = await cli.run([...RED, '--dry-run']);
    assert.match(stderr, /^ {7}codebase +src\/tax\.js +\d+ {2}imported by files of the same folder/m);
    assert.match(stderr, /^ {7}codebase +src\/hidden\.js +named in \.agentforgeignore$/m);
    assert.match(stdout, /<codebase>[\s\S]*<file path="src\/tax\.js">\nexport const taxOf[\s\S]*<\/codebase>/);
    assert.doesNotMatch(stdout, /secret = 42/);
  });

  it('--dry-run says what the budget left out', async () => {
    await project.write('.agentforge/generation.yaml', 'tokens:\n  max_context: 2720\n');
    const { code, stderr } = await cli.run([...RED, '--dry-run']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Left out of the prompt:\n +test\/money\.test\.js +\d+ {2}no room in the budget$/m);
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
