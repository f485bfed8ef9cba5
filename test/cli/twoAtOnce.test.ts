import assert from 'node:assert/strict';
import { ok } from '../../src/core/lib/result';
import { OwnFiles } from '../../src/node/ownFiles';
import { WorkspaceLock } from '../../src/node/workspaceLock';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult, RunningCli } from '../kit/cliRunnerProcess';
import type { Exchange } from '../kit/fakeMessages/exchange';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { must } from '../kit/must';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const COMPONENTS = ['cart', 'receipt'] as const;
type Component = (typeof COMPONENTS)[number];
const FILES = { red: (name: string) => `test/${name}.test.js`, green: (name: string) => `src/${name}.js` } as const;
type Phase = keyof typeof FILES;
/** Where the streams stand until the other one has come as far. */
const GATES = [100, 300, 500];

interface Running {
  readonly exchange: Exchange;
  readonly process: RunningCli;
}

describe('two generations in one project at the same time', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await shopProject();
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
    assert.equal((await cli.run(['tdflow', 'start', '--spec', SHOP])).code, 0);
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  /** Begins to generate, and waits until the model is asked: the next exchange belongs to who is started next. */
  async function start(phase: Phase, component: Component, answer: string): Promise<Running> {
    const exchange = api.answer(answer, { gates: GATES });
    const args = ['tdflow', phase, '--component', component, '--yes', '--json', '--attempts', '1'];
    const running = { exchange, process: cli.start(args) };
    await exchange.received;
    return running;
  }

  /** Lets both stream a piece each in turn, and end together. */
  async function interleave(both: readonly Running[]): Promise<readonly CliResult[]> {
    for (const index of GATES.keys()) {
      for (const { exchange } of both) await exchange.paused(index + 1);
      for (const { exchange } of both) exchange.open();
    }
    return Promise.all(both.map(({ process }) => process.ended));
  }

  function events(result: CliResult, kind: string): readonly Record<string, unknown>[] {
    return result.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((each) => each['event'] === kind);
  }

  /** What is kept of each attempt, by its folder. */
  async function attempts(): Promise<ReadonlyMap<string, (file: string) => Promise<string>>> {
    const files = (await project.ownFiles('history')).filter((file) => file.split('/').length > 4);
    const folders = files.map((file) => file.split('/').slice(0, 4).join('/'));
    return new Map(
      [...new Set(folders)].map((folder) => [
        folder.replace(/^.*\/\d+-/, ''),
        (file) => project.text(`${folder}/${file}`),
      ]),
    );
  }

  it('keep their proposals, journal entries, records and verdicts apart, whatever the order of their streams', async () => {
    for (const phase of ['red', 'green'] as const) {
      const both = [];
      for (const name of COMPONENTS) both.push(await start(phase, name, recording(phase, name)));
      const results = await interleave(both);
      for (const [index, name] of COMPONENTS.entries()) {
        const result = results[index];
        assert.ok(result?.code === 0, `${result?.stdout}\n${result?.stderr}`);
        const own = FILES[phase](name);
        assert.deepEqual(
          events(result, 'review').map(({ files }) => files),
          [[{ path: own, decision: 'accepted' }]],
        );
        const [applied] = events(result, 'applied');
        assert.deepEqual(applied?.['files'], [own]);
      }
    }
    const kept = await attempts();
    assert.deepEqual([...kept.keys()].sort(), ['green-cart', 'green-receipt', 'red-cart', 'red-receipt']);
    for (const phase of ['red', 'green'] as const) {
      for (const name of COMPONENTS) {
        const file = kept.get(`${phase}-${name}`);
        assert.equal(await file?.('answer.md'), recording(phase, name));
        const named = /^\+\+\+ b\/(.*)$/gm;
        const diff = (await file?.('proposal.diff')) ?? '';
        assert.deepEqual(
          [...diff.matchAll(named)].map(([, path]) => path),
          [FILES[phase](name)],
        );
        const saved = JSON.parse((await file?.('verdict.json')) ?? '');
        assert.equal(saved.component, name);
        assert.deepEqual(
          [...new Set(saved.verdict.tests.map((test: { file: string }) => test.file))],
          [FILES.red(name)],
        );
      }
    }
    const [sessions, status] = [await project.ownFiles('tdflow'), await cli.run(['tdflow', 'status'])];
    assert.equal(sessions.length, 1);
    assert.equal(status.stdout.match(/✓ RED/g)?.length, 2, status.stdout);
    assert.equal(status.stdout.match(/✓ GREEN/g)?.length, 2, status.stdout);

    const before = await project.text(FILES.green('receipt'));
    assert.equal((await cli.run(['tdflow', 'rollback', '--component', 'cart', '--phase', 'green'])).code, 0);
    assert.doesNotMatch(await project.text(FILES.green('cart')), /addItem/);
    assert.equal(await project.text(FILES.green('receipt')), before, 'the other one stays');
  });

  it('that write the same new file: the first has it, the second says so and leaves nothing but its answer', async () => {
    const helper = (name: string) => `\`\`\`javascript:test/support.js\n// of ${name}\n\`\`\`\n`;
    const both = [];
    for (const name of COMPONENTS) both.push(await start('red', name, `${helper(name)}${recording('red', name)}`));
    const results = await interleave(both);
    const won = results.findIndex(({ code }) => code === 0);
    assert.ok(won >= 0, results.map(({ stdout }) => stdout).join('\n'));
    const [winner, loser] = won === 0 ? COMPONENTS : (['receipt', 'cart'] as const);
    const lost = results[1 - won];
    const [problem] = lost === undefined ? [] : events(lost, 'problem');
    assert.deepEqual(problem?.['problem'], { kind: 'base-changed', paths: ['test/support.js'] });
    assert.match(await project.text('test/support.js'), new RegExp(`// of ${winner}`));
    await assert.rejects(project.text(FILES.red(loser)), { code: 'ENOENT' });
    const kept = await (await attempts()).get(`red-${loser}`)?.('answer.md');
    assert.equal(kept, `${helper(loser)}${recording('red', loser)}`, 'what was paid for');
  });

  it('while one writes, the other waits until it is done', async () => {
    const { process: waiting } = await alone(() => start('red', 'cart', recording('red')).then(answered));
    const { code, stdout } = await waiting.ended;
    assert.equal(code, 0, stdout);
    assert.match(await project.text(FILES.red('cart')), /addItem/);
  });

  /** Does something while the project is in the hands of another process, which is this one. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    return must(await new WorkspaceLock(new OwnFiles(project.root)).alone(async () => ok(await work())));
  }

  /** Lets the answer come to its end, and waits until it was accepted: what comes next is to write it. */
  async function answered(running: Running): Promise<Running> {
    for (const _ of GATES) running.exchange.open();
    await running.process.until(/"event":"review"/);
    await project.assertUntouched();
    return running;
  }
});
