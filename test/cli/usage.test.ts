import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { SHOP, shopProject } from './projects';

const RED = ['generate', '--spec', SHOP, '--phase', 'red'];

describe('how the command line is used', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  before(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
  });

  afterEach(async () => {
    await project.assertUntouched();
    assert.equal(api.requests.length, 0, 'the model is not asked');
  });

  after(async () => {
    await project.dispose();
    await api.close();
  });

  async function assertBadInput(args: readonly string[], message: RegExp): Promise<CliResult> {
    const result = await cli.run(args);
    assert.equal(result.code, 2, result.stderr);
    assert.match(result.stderr, message);
    assert.doesNotMatch(result.stdout, /^ {2}(?:prompt|answer|run) /m);
    return result;
  }

  describe('help', () => {
    const commands = [
      ['generate'],
      ['parse-response'],
      ['demo'],
      ['template'],
      ...['start', 'red', 'green', 'refactor', 'verify', 'status', 'resume', 'list', 'rollback'].map((each) => [
        'tdflow',
        each,
      ]),
    ];
    for (const command of commands) {
      it(`${command.join(' ')} --help shows an example that begins with the command`, async () => {
        const { code, stdout, stderr } = await cli.run([...command, '--help']);
        assert.equal(code, 0);
        assert.equal(stderr, '');
        assert.match(stdout, new RegExp(`^Examples?:\\n {2}agentforge ${command.join(' ')}`, 'm'));
      });
    }

    it('lists the exit codes and the commands', async () => {
      const { code, stdout } = await cli.run(['--help']);
      assert.equal(code, 0);
      for (const line of [
        /^ {2}0 +done$/m,
        /^ {2}1 +the verdict/m,
        /^ {2}2 +bad input/m,
        /^ {2}3 +the model/m,
        /^ {2}130 +cancelled$/m,
      ])
        assert.match(stdout, line);
      for (const command of ['generate', 'parse-response', 'tdflow', 'demo'])
        assert.match(stdout, new RegExp(`^ {2}${command} `, 'm'));
    });

    it('tells its version', async () => {
      assert.match((await cli.run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
    });
  });

  describe('what is wrong is said, with exit code 2', () => {
    for (const [what, args, reason, help] of [
      ['an unknown option', [...RED, '--frobnicate'], /unknown option '--frobnicate'/, 'agentforge generate'],
      ['an unknown command', ['gnerate'], /unknown command 'gnerate'\n\(Did you mean generate\?\)/, 'agentforge'],
      ['an unknown phase of a session', ['tdflow', 'rad'], /unknown command 'rad'/, 'agentforge tdflow'],
      [
        'no phase',
        ['generate', '--spec', SHOP],
        /give --phase red\|green\|refactor, or --fix FILE/,
        'agentforge generate',
      ],
      ['no specification', ['generate', '--phase', 'red'], /give --spec PATH/, 'agentforge generate'],
      ['two ends of a rollback', ['tdflow', 'rollback', '1', '--to', '2'], /not both/, 'agentforge tdflow rollback'],
    ] as const) {
      it(`${what}: the reason, and where the help of that command is, not all of it`, async () => {
        const { stderr } = await assertBadInput(args, reason);
        assert.ok(stderr.trimEnd().split('\n').length <= 3, stderr);
        assert.match(stderr, new RegExp(`\\nSee: ${help} --help\\n$`));
      });
    }
    it('no command at all', () => assertBadInput([], /Usage: agentforge/));
    it('an unknown phase', () =>
      assertBadInput(['generate', '--spec', SHOP, '--phase', 'blue'], /argument 'blue' is invalid/));
    it('an empty model', () =>
      assertBadInput([...RED, '--model', ' '], /option '--model <id>' argument ' ' is invalid/));
    it('a runner that there is not', () =>
      assertBadInput(
        [...RED, '--runner', 'make'],
        /argument 'make' is invalid\. Allowed choices are pytest, .*dotnet test/,
      ));
    it('an empty interpreter', () =>
      assertBadInput([...RED, '--python', ' '], /option '--python <path>' argument ' ' is invalid/));
    it('several components and none named', () =>
      assertBadInput(
        [...RED, '--yes'],
        /The specification has several components\.\n +Choose one of: cart, receipt\./,
      ));
    it('an unknown component', () =>
      assertBadInput([...RED, '--yes', '--component', 'crat'], /has no component "crat"\.\n +It has: cart, receipt\./));
    it('GREEN before RED', () =>
      assertBadInput(
        ['generate', '--spec', SHOP, '--phase', 'green', '--component', 'cart', '--yes'],
        /GREEN of cart needs RED first\.\n +Run RED of cart\./,
      ));
    it('REFACTOR before GREEN', () =>
      assertBadInput(
        ['tdflow', 'refactor', '--spec', SHOP, '--component', 'cart', '--yes'],
        /REFACTOR of cart needs GREEN first\./,
      ));
    it('VERIFY of what is not there', () =>
      assertBadInput(
        ['tdflow', 'verify', '--spec', SHOP, '--component', 'receipt'],
        /There is no test\/receipt\.test\.js to verify yet\./,
      ));
    it('a phase without a session or a specification', () =>
      assertBadInput(
        ['tdflow', 'red', '--yes'],
        /There is no TDFLOW session yet\.\n +Start one with: agentforge tdflow start --spec FILE\n$/,
      ));
    it('a rollback with nothing to roll back', () =>
      assertBadInput(['tdflow', 'rollback'], /There is no TDFLOW session yet\./));
    it('an answer that is not there', () =>
      assertBadInput(
        ['parse-response', 'none.md', '--spec', SHOP, '--phase', 'red', '--component', 'cart', '--yes'],
        /none\.md cannot be read: /,
      ));
  });

  describe('nobody at a terminal and no --yes: refused at once', () => {
    for (const args of [
      [...RED, '--component', 'cart'],
      [...RED, '--component', 'cart', '--provider', 'recorded'],
      ['tdflow', 'red', '--spec', SHOP, '--component', 'cart'],
      ['parse-response', '-', '--spec', SHOP, '--phase', 'red', '--component', 'cart'],
    ]) {
      it(args.join(' '), () => assertBadInput(args, /There is no terminal to ask in\. Use --yes/));
    }
  });

  it('--json says the same as one JSON object a line, on standard output only', async () => {
    const { code, stdout, stderr } = await cli.run([...RED, '--yes', '--component', 'crat', '--json']);
    assert.equal(code, 2);
    assert.equal(stderr, '');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines.at(-1).problem, { kind: 'component-unknown', name: 'crat', known: ['cart', 'receipt'] });
    assert.equal(lines.at(-1).what, 'The specification has no component "crat".');
  });
});
