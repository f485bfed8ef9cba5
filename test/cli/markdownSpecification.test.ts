import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, shopProject } from './projects';

const ARCHITECTURE = `# Architecture

Prices are in cents.

## Component: cart

- Location: \`src/cart.js\`
- Tests: \`test/cart.test.js\`

### Purpose and Scope
Collects articles and knows what they come to.

- **FR-1**: Knows the total. Depends on nothing.
- **FR-1**: Takes a discount.

## Component: mailer

### Purpose and Scope
Writes to nobody yet.
`;

describe('a specification in Markdown', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject({ 'architecture/Architecture.md': ARCHITECTURE });
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  it('is built component by component like one in YAML, and what is odd in it is said', async () => {
    const started = await cli.run(['tdflow', 'start', '--spec', 'architecture/Architecture.md']);
    assert.equal(started.code, 0, started.stderr);
    assert.match(started.stderr, /architecture\/Architecture\.md:14: the id "FR-1" stands twice; first in line 13/);
    assert.match(started.stdout, /· cart {2}pending[\s\S]*· mailer {2}pending/);
    for (const phase of ['red', 'green']) {
      api.answer(recording(phase));
      const { code, stdout, stderr } = await cli.run(['tdflow', phase, '--component', 'cart', '--yes']);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, new RegExp(`${phase.toUpperCase()} reached`));
      const { prompt } = api.request();
      assert.match(prompt, /Prices are in cents\.[\s\S]*## Component: cart[\s\S]*Takes a discount\./);
      assert.doesNotMatch(prompt, /Writes to nobody yet/);
    }
  });
});
