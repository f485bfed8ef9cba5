import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RED = ['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes'];
const REST = 'export const rest = 1;\n'.repeat(200);

describe('an answer that opens a file which it may never write', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  for (const [what, opening, why] of [
    ['outside the project', '```javascript:../cart.js\n', /\.\.\/cart\.js: "\.\.\/cart\.js" leads out of its folder/],
    ['of git', '```text:.git/hooks/pre-commit\n', /goes into "\.git", which no answer may change/],
    [
      'of another phase',
      '```javascript:src/cart.js\n',
      /src\/cart\.js: RED writes tests only, and src\/cart\.js is not one/,
    ],
    ['that is the specification', `\`\`\`yaml:${SHOP}\n`, /specs\/shop\.yaml is the specification/],
  ] as const) {
    it(`${what} is hung up on at once, its cost is told, and the model is told why`, async () => {
      const begun = `I change this:\n${opening}`;
      const exchange = api.answer(`${begun}${REST}\`\`\`\n`, {
        gates: [begun.length],
        usage: { input: 5_000, output: 90_000 },
      });
      api.answer(recording('red'));
      const { code, stdout, stderr } = await cli.run([...RED, '--attempts', '2']);
      assert.equal(code, 0, stdout + stderr);
      assert.equal(await exchange.closed, 'hung-up', 'the gate was never opened, so the rest was never sent');

      const [, output = ''] =
        /5,000 tokens in, (\d+) out, estimated, about \$0\.01\d\d/.exec(stdout) ?? assert.fail(stdout);
      assert.ok(Number(output) > 0 && Number(output) < 100, `${output} tokens for one line and a half`);
      assert.match(stdout, why);
      assert.match(stdout, /It was stopped there, so that the rest costs nothing/);
      assert.match(api.request(1).prompt, why);

      const [answer = ''] = (await project.ownFiles('history')).filter((file) =>
        file.endsWith('001-red-cart/answer.md'),
      );
      assert.equal(await project.text(answer), begun, 'what came is kept');
      const [session = ''] = (await project.ownFiles()).filter((file) =>
        /tdflow_\w+\.ya?ml$|session\.ya?ml$/.test(file),
      );
      assert.match(await project.text(session), /cost: 0\.01\d+/);
    });
  }

  it('is read to its end when it was pasted: it costs nothing, and a person sees all of it', async () => {
    await project.write(
      'answer.md',
      `${recording('red')}\n\`\`\`javascript:src/cart.js\nexport const x = 1;\n\`\`\`\nAnd that was all.\n`,
    );
    await project.commit();
    const result = await cli.run([
      'parse-response',
      'answer.md',
      '--spec',
      SHOP,
      '--phase',
      'red',
      '--component',
      'cart',
      '--yes',
    ]);
    assert.equal(result.code, 3, result.stdout + result.stderr);
    assert.match(result.stdout, /And that was all\./);
    assert.doesNotMatch(result.stdout + result.stderr, /It was stopped there/);
    await project.assertUntouched();
  });
});
