import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

describe('an answer that gives only part of a file', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    api.answer(recording('red'));
    const { code, stdout, stderr } = await run('red', '1');
    assert.equal(code, 0, stdout + stderr);
    await project.commit();
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function run(phase: 'red' | 'green', attempts: string) {
    const cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
    return cli.run([
      'generate',
      '--spec',
      SHOP,
      '--component',
      'cart',
      '--phase',
      phase,
      '--yes',
      '--attempts',
      attempts,
    ]);
  }

  it('is filled in from the file, and says so', async () => {
    const before = await project.text('src/cart.js');
    const added = /\/\*\*\n \* @param \{Cart\} cart\n \* @param \{Item\}[\s\S]*?```/.exec(recording('green'))?.[0];
    api.answer(`\`\`\`javascript:src/cart.js\n// ... existing code ...\n\n${added}\n`);
    const { code, stdout, stderr } = await run('green', '1');
    assert.equal(code, 0, stdout + stderr);
    assert.match(
      stdout,
      /src\/cart\.js: what its block leaves out \("\/\/ \.\.\. existing code \.\.\.", line 1 of the block\) is filled in/,
    );
    const after = await project.text('src/cart.js');
    assert.ok(after.includes(before.trimEnd()), after);
    assert.match(after, /export function total\(cart, code\)/);
    assert.doesNotMatch(after, /existing code/);
  });

  it('is asked for again when it is not certain what it leaves out', async () => {
    api.answer(`\`\`\`javascript:src/cart.js\nconst RATE = 90;\n// ... rest of the file unchanged\n\`\`\`\n`);
    api.answer(recording('green'));
    const { code, stdout, stderr } = await run('green', '2');
    assert.equal(code, 0, stdout + stderr);
    const feedback = api.request().prompt;
    assert.match(
      feedback,
      /src\/cart\.js: line 2 of its block \("\/\/ \.\.\. rest of the file unchanged"\) leaves something out/,
    );
    assert.match(feedback, /Give each file whole, from its first line to its last/);
  });
});
