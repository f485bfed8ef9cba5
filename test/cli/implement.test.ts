import assert from 'node:assert/strict';
import { askedFor, CART_AND_MONEY, CART_SECTION, code, MONEY_SECTION } from '../kit/cartAndMoney';
import { CliRunner } from '../kit/cliRunner';
import { eventually } from '../kit/eventually';
import type { Responder } from '../kit/fakeMessages/fakeMessages';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

const ARCHITECTURE = `# Architecture

Amounts are whole numbers of cents.

${CART_SECTION}
## Component: receipt

### Purpose
\`print(cart)\` gives a text.

### Dependencies
- mail

## Component: mail

- Location: \`src/mail.js\`
- Tests: \`test/mail.test.js\`

### Purpose
\`subject(cents)\` is "Paid " and the cents.

${MONEY_SECTION}`;

const SETTINGS = 'retry:\n  max_attempts: 1\n  base_delay_seconds: 0.01\n  max_delay_seconds: 0.02\n';
const WRONG: Readonly<Record<string, readonly string[]>> = {
  'GREEN cart': [code('cart', 'export function total(items) {\n  return items.length;\n}')],
  'RED mail': ['I would rather not.', 'There is nothing to test.'],
};
/** For a run over several components, each of which runs its tests often. */
const WHOLE_RUN = { longestMs: 120_000 };

describe('implementing all components of a specification', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await WorkspaceBuilder.build({
      'package.json': '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
      'architecture/Architecture.md': ARCHITECTURE,
      'architecture/Specification.md': '# Specification\n\nA visitor pays in one currency only.\n',
      'architecture/Pseudocode.md': '# Pseudocode\n\nadd up, then send.\n',
      '.agentforge/generation.yaml': SETTINGS,
    });
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  /** First what is wrong, where there is anything, then what is right. */
  function answering(wrong: Readonly<Record<string, readonly string[]>>): Responder {
    const tried = new Map<string, number>();
    return ({ prompt }) => {
      const about = askedFor(prompt);
      const number = tried.get(about) ?? 0;
      tried.set(about, number + 1);
      return { kind: 'answer', text: wrong[about]?.[number] ?? CART_AND_MONEY[about] ?? '' };
    };
  }

  const asked = () => api.requests.map(({ prompt }) => askedFor(prompt));

  it('takes what is needed first, tries again with the failure, goes on after one that fails, and skips later what is done', async () => {
    api.respond(answering(WRONG));
    const first = await cli.run(['implement', '--max-attempts', '2', '--yes'], WHOLE_RUN);
    assert.equal(first.code, 1, first.stdout + first.stderr);
    assert.deepEqual(asked(), [
      ...['RED money', 'GREEN money', 'RED cart', 'GREEN cart', 'GREEN cart'],
      ...['RED mail', 'RED mail'],
    ]);
    assert.match(api.request(4).prompt, /Attempt 1 did not come through[\s\S]*items\.length/);
    assert.match(first.stdout, /^money +reached +reached +reached +2 +\$0\.\d+ +done$/m);
    assert.match(first.stdout, /^cart +reached +reached +reached +3 +\$0\.\d+ +done$/m);
    assert.match(first.stdout, /^mail +not reached +– +– +2 +\$0\.\d+ +failed$/m);
    assert.match(first.stdout, /^receipt +– +– +– +0 +– +waits for mail$/m);
    assert.match(first.stdout, /2 of 4 components are done\. 1 failed: mail\. 1 not tried: receipt\./);
    assert.match(first.stdout, /^mail, RED: .*no file/im);
    await assert.rejects(project.text('test/mail.test.js'), /ENOENT/);

    const plan = await cli.run(['implement', '--dry-run']);
    assert.equal(
      plan.stdout,
      '1. money: done already\n2. cart: done already; after money\n3. mail: RED, GREEN, VERIFY\n4. receipt: RED, GREEN, VERIFY; after mail\n',
    );
    const { code: exit, stdout } = await cli.run([
      'implement',
      '--component',
      'cart',
      '--component',
      'money',
      '--yes',
      '--json',
    ]);
    assert.equal(exit, 0, stdout);
    assert.equal(api.requests.length, 7);
    assert.match(stdout, /"text":"money is done already, so it is skipped\."/);
    assert.match(stdout, /"summary":"2 of 2 components are done\."/);
    const renamed = ARCHITECTURE.replace('Component: money', 'Component: coins');
    await project.write('architecture/Architecture.md', renamed);
    const { stderr } = await cli.run(['implement', '--dry-run']);
    assert.match(stderr, /money was begun and the specification names it no more: was it renamed\?/);
  });

  it('asks for what does not need each other at the same time when it is allowed, and reports the same', async () => {
    const both = new Set<string>();
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const usual = answering(WRONG);
    api.respond(async (request, index) => {
      both.add(askedFor(request.prompt));
      if (both.has('RED money') && both.has('RED mail')) arrive();
      await arrived;
      return usual(request, index);
    });
    const args = ['implement', '--max-attempts', '2', '--parallel', '2', '--yes'];
    const { code: exit, stdout, stderr } = await cli.run(args, WHOLE_RUN);
    assert.equal(exit, 1, stdout + stderr);
    assert.deepEqual(asked().slice(0, 2).sort(), ['RED mail', 'RED money']);
    assert.match(stdout, /^ {2}answer {4}mail: Claude/m);
    assert.match(stdout, /^ {2}answer {4}money: Claude/m);
    const table = stdout.slice(stdout.indexOf('component'));
    assert.deepEqual(
      [...table.matchAll(/^(money|cart|mail|receipt) .*?(\d) .* (\S+)$/gm)].map(([, ...row]) => row.join(' ')),
      ['money 2 done', 'cart 3 done', 'mail 2 failed', 'receipt 0 mail'],
    );
    assert.match(stdout, /2 of 4 components are done\. 1 failed: mail\. 1 not tried: receipt\./);
  });

  it('cancels all that is asked for at the same time, and leaves nothing behind', async () => {
    api.respond(() => ({ kind: 'stall' }));
    const running = cli.start(['implement', '--parallel', '2', '--yes']);
    await eventually(() => assert.equal(api.requests.length, 2));
    running.signal('SIGHUP');
    const { stdout } = await running.ended;
    assert.match(stdout, /^money .* stopped$/m);
    assert.match(stdout, /^mail .* stopped$/m);
    assert.match(stdout, /^The run was cancelled\.$/m);
    await project.assertUntouched();
    const wrong = await cli.run(['implement', '--parallel', '0', '--yes']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /--parallel/);
  });

  it('a cap ends the whole run, and says so', async () => {
    await project.write('.agentforge/generation.yaml', `${SETTINGS}budget:\n  per_session: 0.001\n`);
    const { code: exit, stdout, stderr } = await cli.run(['implement', '--yes']);
    assert.equal(exit, 2, stdout + stderr);
    assert.match(stdout, /^money +not reached +– +– +1 +– +stopped$/m);
    assert.match(stdout, /^cart +– +– +– +0 +– +not begun$/m);
    assert.match(stdout, /^The run stopped: .*\$0\.0010/m);
    assert.equal(api.requests.length, 0);
  });

  it('says what to run first where there is no specification, and where a heading is not one of a component', async () => {
    await project.write('architecture/Architecture.md', '# Architecture\n\n## Cart_store Component\n\nHolds items.\n');
    const wrong = await cli.run(['implement', '--yes']);
    assert.equal(wrong.code, 2);
    assert.match(
      wrong.stderr,
      /architecture\/Architecture\.md:3:1: the heading "Cart_store Component" does not begin a component/,
    );
    const none = await WorkspaceBuilder.build({ 'readme.md': '# Nothing\n' });
    const { code: exit, stderr } = await new CliRunner(none.root, {}).run(['implement', '--yes']);
    await none.dispose();
    assert.equal(exit, 2);
    assert.match(stderr, /Run "agentforge architect" first/);
  });
});
