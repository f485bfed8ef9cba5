import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import { closedPort } from '../kit/closedPort';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { askedDocument, SPARC_NAMES, sparcAnswer, sparcDocument } from '../kit/sparcAnswers';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

const GUIDANCE = `[project]
description = "A shop for books"

[specification]
content = "Carts hold at most 50 books."

[architecture]
content = ["cart", "catalog"]
`;
const PATHS = SPARC_NAMES.map((name) => `architecture/${name}.md`);
const SETTINGS = 'retry:\n  max_attempts: 1\n  base_delay_seconds: 0.01\n  max_delay_seconds: 0.02\n';

describe('architect: the documents of the SPARC method', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  beforeEach(async () => {
    api = await startFakeMessages();
    project = await WorkspaceBuilder.build({ 'guidance.toml': GUIDANCE, '.agentforge/generation.yaml': SETTINGS });
    cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url });
  });

  afterEach(async () => {
    await project.dispose();
    await api.close();
  });

  const written = async () =>
    (await project.git('status', '--porcelain', '-uall', '--', ':!.agentforge')).split('\n').filter(Boolean);
  const changed = async () => (await written()).map((line) => line.slice(3));

  it('asks for them at the same time, four at once, and the architecture can be implemented; it can be taken back', async () => {
    let all: (() => void) | undefined;
    const four = new Promise<void>((resolve) => {
      all = resolve;
    });
    api.respond(async ({ prompt }, index) => {
      if (index === 3) all?.();
      await four;
      return {
        kind: 'answer',
        text: askedDocument(prompt).includes('Arch') ? sparcDocument(prompt) : sparcAnswer(prompt),
      };
    });
    const { code, stdout, stderr } = await cli.run(['architect', '--yes']);
    assert.equal(code, 0, stdout + stderr);
    assert.equal(api.requests.length, 5);
    assert.deepEqual(await changed(), PATHS);
    assert.match(
      stderr,
      /guidance\.toml:8:1: "content" of \[architecture\] is a list, not a text; the usual words take its place/,
    );
    assert.match(stderr, /guidance\.toml:1:1: there is no section \[pseudocode\]/);
    for (const name of SPARC_NAMES) assert.match(stdout, new RegExp(`received +${name}: architecture/${name}\\.md`));
    const prompt =
      api.requests.find((request) => askedDocument(request.prompt).includes('Specification'))?.prompt ?? '';
    assert.match(prompt, /A shop for books[\s\S]*Carts hold at most 50 books/);
    assert.match(stdout, /note +architecture\/Architecture\.md: the whole answer is taken as the document/);

    const plan = await cli.run(['implement', '--dry-run']);
    assert.match(plan.stdout, /1\. catalog: RED, GREEN, VERIFY\n2\. cart: RED, GREEN, VERIFY; after catalog/);

    const again = await cli.run(['architect', '--yes']);
    assert.equal(again.code, 0);
    assert.match(again.stderr, /Nothing is left to write\..*architecture\/Specification\.md.*--regenerate/);
    assert.equal(api.requests.length, 5);

    const undone = await cli.run(['architect', '--undo']);
    assert.equal(undone.code, 0, undone.stderr);
    await project.assertUntouched();
  });

  it('leaves those that exist and shows them to the others; --regenerate changes them', async () => {
    await project.write('architecture/Specification.md', '# Specification\n\nPaid in euros only.\n');
    await project.commit();
    api.respond(({ prompt }) => ({ kind: 'answer', text: sparcAnswer(prompt) }));
    const { code, stderr } = await cli.run(['architect', '--yes']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Already there, and left as it is: architecture\/Specification\.md/);
    assert.equal(api.requests.length, 4);
    assert.match(api.request(0).prompt, /Paid in euros only/);
    assert.equal(await project.text('architecture/Specification.md'), '# Specification\n\nPaid in euros only.\n');
    await project.commit();

    const all = await cli.run(['architect', '--regenerate', '--yes', '--json']);
    assert.equal(all.code, 0, all.stderr);
    const events = all.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.flatMap(({ event, piece }) => (event === 'piece-ended' ? [piece] : [])).sort(),
      SPARC_NAMES,
    );
    const { event, outcome, files } = events.at(-1);
    const changedOnly = ['architecture/Specification.md'];
    assert.deepEqual({ event, outcome, files }, { event: 'outcome', outcome: 'written', files: changedOnly });
    assert.equal(api.requests.length, 9);
    assert.match(await project.text('architecture/Specification.md'), /## Project Overview/);
  });

  it('tells the model once what is wrong; one that fails does not stop the others, and its answer is kept', async () => {
    const asked = new Map<string, number>();
    api.respond(({ prompt }) => {
      const path = askedDocument(prompt);
      const number = (asked.get(path) ?? 0) + 1;
      asked.set(path, number);
      if (path.includes('Pseudocode')) return { kind: 'answer', text: '```python:setup.py\nimport os\n```\n' };
      const text = sparcAnswer(prompt);
      const isSlip = path.includes('Architecture') && number === 1;
      return { kind: 'answer', text: isSlip ? text.replaceAll('## Component: ', '## The ') : text };
    });
    const { code, stdout, stderr } = await cli.run(['architect', '--yes']);
    assert.equal(code, 3, stdout + stderr);
    assert.deepEqual(
      await changed(),
      PATHS.filter((path) => !path.includes('Pseudocode')),
    );
    assert.deepEqual([...asked.values()].sort(), [1, 1, 1, 2, 2]);
    assert.match(stdout, /again +Architecture: .*has no component/);
    assert.match(stdout, /failed +Pseudocode: .*setup\.py is no document that was asked for/);
    assert.match(stderr, /error .*setup\.py/);
    assert.match(await project.text('architecture/Architecture.md'), /## Component: cart/);
    const kept = await project.ownFiles('history');
    assert.equal(kept.filter((path) => path.endsWith('answer.md')).length, 7);
  });

  it('accepts singly at the terminal, asks again for the rest; a cancel leaves nothing', async () => {
    api.respond(({ prompt }) => ({ kind: 'answer', text: sparcAnswer(prompt) }));
    const running = cli.atTerminal(['architect']);
    await running.until(/Accept architecture\/Specification\.md/);
    running.type('y\n');
    await running.until(/Accept architecture\/Pseudocode\.md/);
    running.type('r\n');
    await running.until(/What should be different/);
    running.type('Use fewer words.\n');
    for (const [name, key] of ['Pseudocode n', 'Architecture y', 'Refinement n', 'Completion n'].map((each) =>
      each.split(' '),
    )) {
      await running.until(new RegExp(`Use fewer words[\\s\\S]*Accept architecture/${name}\\.md`));
      running.type(`${key}\n`);
    }
    const { code, stdout } = await running.ended;
    assert.equal(code, 0, stdout);
    assert.deepEqual(await changed(), ['architecture/Architecture.md', 'architecture/Specification.md']);
    assert.equal(api.requests.length, 9, 'what was accepted is not asked for again');
    assert.match(api.request(8).text, /Use fewer words/);
    await project.commit();

    const before = await project.ownFiles('history');
    api.respond(() => ({ kind: 'stall' }));
    const asking = cli.start(['architect', '--yes']);
    await asking.until(/prompt +Refinement/);
    asking.signal('SIGINT');
    const cancelled = await asking.ended;
    assert.equal(cancelled.code, 130, cancelled.stderr);
    assert.match(cancelled.stderr, /Cancelled\. Everything is as it was\./);
    await project.assertUntouched();
    assert.deepEqual(await project.ownFiles('history'), before);
  });

  it('without guidance writes it from a description; from a template when no model can', async () => {
    await project.git('rm', '--quiet', 'guidance.toml');
    await project.commit();
    api.respond(({ prompt }, index) =>
      index === 0 ? { kind: 'error', status: 400, message: 'no' } : { kind: 'answer', text: sparcAnswer(prompt) },
    );
    const { code, stdout, stderr } = await cli.run(['architect', '--description', 'Sells "rare" maps', '--yes']);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stderr, /A template is proposed as guidance\.toml instead/);
    assert.deepEqual(await changed(), [...PATHS, 'guidance.toml']);
    assert.match(await project.text('guidance.toml'), /^description = "Sells \\"rare\\" maps"$/m);
    assert.match(api.request(1).prompt, /Sells "rare" maps/);
  });

  it('writes no template where the service cannot be reached: the model can write the guidance later', async () => {
    await project.git('rm', '--quiet', 'guidance.toml');
    await project.commit();
    const away = { ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: `http://127.0.0.1:${await closedPort()}` };
    const unreachable = new CliRunner(project.root, away);
    const { code, stdout, stderr } = await unreachable.run(['architect', '--description', 'Sells maps', '--yes']);
    assert.equal(code, 3, stdout + stderr);
    assert.doesNotMatch(stdout + stderr, /template|Pseudocode/);
    await project.assertUntouched();
  });

  it('takes back also where a person brings the answers, and not at all together with --dry-run', async () => {
    api.respond(({ prompt }) => ({ kind: 'answer', text: sparcAnswer(prompt) }));
    assert.equal((await cli.run(['architect', '--yes'])).code, 0);
    const both = await cli.run(['architect', '--undo', '--dry-run']);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /--undo.*cannot be used with.*--dry-run/);
    assert.deepEqual(await changed(), PATHS);
    const undone = await cli.run(['architect', '--undo', '--provider', 'manual']);
    assert.equal(undone.code, 0, undone.stderr);
    await project.assertUntouched();
  });

  it('a person carries the prompt and brings one answer with all documents', async () => {
    const { code, stdout } = await cli.run(['architect', '--provider', 'manual']);
    assert.equal(code, 0);
    assert.equal(api.requests.length, 0);
    const answer = SPARC_NAMES.map((name) => {
      const [, part = ''] =
        new RegExp(`(Write architecture/${name}\\.md: [\\s\\S]*?)(?=\\n\\nWrite |\\n</instr)`).exec(stdout) ?? [];
      return sparcAnswer(`<instructions>\n${part}\n</instructions>`);
    });
    const taken = await cli.run(['architect', '--answer', '-', '--yes'], { stdin: answer.join('\n') });
    assert.equal(taken.code, 0, taken.stdout + taken.stderr);
    assert.deepEqual(await changed(), PATHS);
  });
});
