import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const WITH_PERCENT = (percent: number): string => recording('green').replace('* 90) / 100', `* ${percent}) / 100`);

describe('the repair loop at the terminal', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
    api.answer(recording('red'));
    const red = await cli.run(['generate', '--spec', SHOP, '--component', 'cart', '--phase', 'red', '--yes']);
    assert.equal(red.code, 0, red.stdout + red.stderr);
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  function green(answers: readonly string[], ...more: readonly string[]): Promise<CliResult> {
    for (const text of answers) api.answer(text);
    return cli.run(['tdflow', 'green', '--component', 'cart', '--yes', ...more]);
  }

  const prompts = (): readonly string[] => api.requests.map((request) => request.prompt);

  it('bad, bad, good: says which attempt it is, shows each failure to the next one, and keeps only the good code', async () => {
    const { code, stdout, stderr } = await green([WITH_PERCENT(80), WITH_PERCENT(70), recording('green')]);
    assert.equal(code, 0, stdout + stderr);
    for (const number of [1, 2, 3]) assert.match(stdout, new RegExp(`attempt +${number} of 3`));
    const [, first = '', second = '', third = ''] = prompts();
    assert.doesNotMatch(first, /Already tried/);
    assert.match(second, /Attempt 1 did not come through[\s\S]*\* 80\) \/ 100[\s\S]*takes ten percent off for TEN/);
    assert.match(third, /Attempt 2 did not come through[\s\S]*\* 70\) \/ 100/);
    assert.match(await project.text('src/cart.js'), /\* 90\) \/ 100/);
    const status = await cli.run(['tdflow', 'status']);
    assert.match(status.stdout, /cart {2}\$0\.\d{2,4} · GREEN reached: 11 tests pass/);
  });

  it('stops when an attempt fails as one before, leaves nothing behind, and status says why', async () => {
    await project.commit();
    const { code, stdout } = await green([WITH_PERCENT(80), `${WITH_PERCENT(80)}\nI am sure now.`]);
    assert.equal(code, 1);
    assert.match(stdout, /Attempt 2 failed in the same way as attempt 1\./);
    await project.assertUntouched();
    const status = await cli.run(['tdflow', 'status']);
    assert.match(status.stdout, /cart {2}\$0\.\d{2,4} · GREEN failed 2 times, last: 1 of 11 tests does not pass\./);
  });

  it('a claimed contradiction is shown with test and criterion, ends with code 1 and is not asked again', async () => {
    const claim = [
      'Both cannot hold.',
      '<contradiction test="total > takes ten percent off for TEN" criterion="TEN">',
      'The test takes twenty percent off.',
      '</contradiction>',
    ].join('\n');
    const { code, stdout, stderr } = await green([claim]);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /contradict each other: The test takes twenty percent off\./);
    assert.match(stdout, /criterion +specs\/shop\.yaml:\d+/);
    assert.equal(api.requests.length, 2);
    assert.match((await cli.run(['tdflow', 'status'])).stdout, /GREEN waits for your decision/);
  });

  it('keeps to --attempts and --max-cost', async () => {
    const once = await green([WITH_PERCENT(80)], '--attempts', '1');
    assert.equal(once.code, 1);
    const poor = await green([WITH_PERCENT(80), WITH_PERCENT(70)], '--max-cost', '0.0001');
    assert.match(poor.stdout, /\$0\.\d+ were spent; the limit is \$0\.0001\./);
    assert.equal(api.requests.length, 3);
    const wrong = await cli.run(['tdflow', 'green', '--max-cost', 'much']);
    assert.equal(wrong.code, 2);
  });
});
