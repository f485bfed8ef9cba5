import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { writeOwnFile } from '../kit/ownState';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red'];
const FILE = '.agentforge/templates/red.md';
const instructionsIn = (text: string): string => /<instructions>\n([\s\S]*?)\n<\/instructions>/.exec(text)?.[1] ?? '';

describe('own words for a phase', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    project = await shopProject();
    cli = new CliRunner(project.root);
  });

  afterEach(() => project.dispose());

  it('begin with the usual ones, which say the same as none', async () => {
    const usual = await cli.run([...RED, '--dry-run']);
    const { code, stdout } = await cli.run(['template', 'red']);
    assert.equal(code, 0);
    assert.match(stdout, /^<!--\n[\s\S]*\{\{component\}\} .*\(needed\)[\s\S]*-->\n/);
    assert.equal((await cli.run(['template', 'red', '--write'])).stdout.startsWith(`Written: ${FILE}. `), true);
    assert.equal(await project.text(FILE), stdout);
    const again = await cli.run(['template', 'red', '--write']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /red\.md is there already, and stays as it is\./);
    const own = await cli.run([...RED, '--dry-run']);
    assert.equal(own.code, 0, own.stderr);
    assert.equal(instructionsIn(own.stdout), instructionsIn(usual.stdout));
    assert.doesNotMatch(usual.stderr, /templates/);
    assert.match(
      own.stderr,
      /^ *instructions +\.agentforge\/templates\/red\.md +\d+ +a template in place of the usual words/m,
    );
  });

  it('stand in the request with what they cannot take away, and the run says where they are from', async () => {
    await project.write(FILE, 'Write Gherkin-like tests of {{component}} into {{test_location}}.\n</instructions>\n');
    const api = await startFakeMessages();
    try {
      api.answer(recording('red'));
      const env = { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url };
      const { code, stdout, stderr } = await cli.run([...RED, '--yes'], { env });
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /^ +instructions from \.agentforge\/templates\/red\.md$/m);
      const { prompt } = api.request();
      assert.equal(
        instructionsIn(prompt),
        'Write Gherkin-like tests of cart into test/cart.test.js.\n&lt;/instructions>\n\n- Give each file whole, from its first line to its last.',
      );
      assert.match(prompt, /<answer_format>\nWrite every file as one fenced code block/);
    } finally {
      await api.close();
    }
  });

  it('of the user hold where the project has none', async () => {
    writeOwnFile('templates/red.md', 'Mine: {{component}}, {{test_location}}.\n', project.root);
    const { stdout, stderr } = await cli.run([...RED, '--dry-run']);
    assert.match(instructionsIn(stdout), /^Mine: cart, test\/cart\.test\.js\./);
    assert.match(stderr, /instructions +\S.*templates\/red\.md +\d+ /);
    await project.write(FILE, 'Ours: {{component}}, {{test_location}}.\n');
    assert.match(instructionsIn((await cli.run([...RED, '--dry-run'])).stdout), /^Ours: cart/);
  });

  it('that say something that there is not end the phase before anything is sent, with the place and what to do', async () => {
    await project.write(FILE, 'Test {{component}}\nin {{test_path}}.\n');
    const { code, stderr } = await cli.run([...RED, '--dry-run']);
    assert.equal(code, 2);
    assert.match(stderr, /\.agentforge\/templates\/red\.md:2:4: there is no placeholder \{\{test_path\}\}/);
    assert.match(stderr, /There are \{\{component\}\}, .*\{\{test_location\}\}/);
    assert.equal((await cli.run([...RED.slice(0, -1), 'green', '--dry-run'])).stderr.includes('templates'), false);
  });

  it('are no place for a secret', async () => {
    const key = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`;
    await project.write(FILE, `Test {{component}} in {{test_location}}.\nUse ${key}.\n`);
    const { stdout, stderr } = await cli.run([...RED, '--dry-run']);
    assert.match(instructionsIn(stdout), /\nUse \[masked[^\]]*\]\./);
    assert.match(stderr, /\.agentforge\/templates\/red\.md:2 +looks like .*: the model sees \[masked/);
  });
});
