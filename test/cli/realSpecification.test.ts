import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { parse } from 'yaml';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { countTokens } from '../kit/fakeMessages/countTokens';
import type { RecordedRequest } from '../kit/fakeMessages/recordedRequest';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { answer, ESCALATION, ESCALATION_CODE, ESCALATION_TESTS, escalationProject } from './projects';

const KEY = 'sk-ant-test-0123456789';
const PHASES = ['red', 'green', 'refactor', 'verify'] as const;
const TESTS = 16;

describe('a specification that a team really wrote, from RED to VERIFY with pytest and a streamed model', () => {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  const results: Record<string, CliResult> = {};
  const events: Record<string, any[]> = {};
  const headers: Record<string, string> = {};

  before(async () => {
    api = await startFakeMessages();
    project = await escalationProject();
    const cli = new CliRunner(project.root, { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: api.url });
    for (const phase of ['red', 'green', 'refactor'] as const) {
      api.answer(answer(`escalation_domain.${phase}`), { thinking: 'Let me see.', deltas: [1, 7, 30], writes: 512 });
      results[phase] = await cli.run([
        ...['generate', '--spec', ESCALATION, '--phase', phase, '--component', 'escalation_domain', '--yes', '--json'],
      ]);
      headers[phase] = await project.text(phase === 'red' ? ESCALATION_TESTS : ESCALATION_CODE).catch(String);
    }
    results['verify'] = await cli.run(['tdflow', 'verify', '--json']);
    for (const phase of PHASES) events[phase] = jsonLines(results[phase]!.stdout);
  });

  after(async () => {
    await project.dispose();
    await api.close();
  });

  it('reaches every verdict with exit code 0', () => {
    for (const phase of PHASES) {
      assert.equal(results[phase]?.code, 0, `${phase}: ${results[phase]?.stdout} ${results[phase]?.stderr}`);
      assert.equal(results[phase]?.stderr, '');
      const { report, ...outcome } = events[phase]?.at(-1) ?? {};
      assert.deepEqual(outcome, { event: 'outcome', outcome: 'reached', exitCode: 0 });
      assert.equal(report !== undefined, phase === 'verify');
    }
  });

  it('VERIFY leaves a report for people, with links to the tests', async () => {
    const { report } = find(events['verify'], 'outcome');
    const text = await project.text(report);
    assert.match(text, /^# VERIFY of escalation_domain: reached\n/);
    const links = [...text.matchAll(/(test_\w+)\]\(([^)#]+)#L(\d+)\)/g)];
    assert.ok(links.length >= TESTS, text);
    for (const [, name = '', link = '', line] of links) {
      const linked = await project.text(path.posix.join(path.posix.dirname(report), link));
      assert.ok(linked.split('\n')[Number(line) - 1]?.includes(`def ${name}`), `${name}: ${link}#L${line}`);
    }
  });

  it('RED: every test fails because the module is not there, and pytest says so test by test', () => {
    const { verdict } = find(events['red'], 'verdict');
    assert.equal(verdict.reached, true);
    assert.equal(verdict.tests.length, TESTS);
    for (const test of verdict.tests) {
      assert.equal(test.reason, 'subject-missing', test.id);
      assert.match(test.id, /^tests\/unit\/harness\/test_escalation_domain\.py::Test\w+::test_\w+$/);
      assert.ok(test.line > 0);
    }
    assert.match(verdict.command, /python3? -m pytest tests\/unit\/harness\/test_escalation_domain\.py$/);
  });

  it('GREEN, REFACTOR and VERIFY: every test passes, and VERIFY says what it did not look at', () => {
    for (const phase of ['green', 'refactor', 'verify']) {
      const { verdict } = find(events[phase], 'verdict');
      assert.equal(verdict.tests.length, TESTS, phase);
      assert.deepEqual([...new Set(verdict.tests.map((test: any) => test.outcome))], ['passed'], phase);
    }
    assert.deepEqual(
      find(events['verify'], 'verdict').verdict.checks.map((check: any) => `${check.name}: ${check.result}`),
      [
        'syntax: passed',
        'tests: passed',
        'coverage: not-available',
        'conformance: not-configured',
        'requirement proof: not-configured',
      ],
    );
  });

  it('sends one streaming request a phase, with this component of the specification and no other', () => {
    assert.equal(api.requests.length, 3);
    for (const request of api.requests) {
      assert.equal(request.body.stream, true);
      assert.equal(request.body.model, 'claude-sonnet-5-5');
      assert.equal(request.body.max_tokens, 128_000);
      assert.equal(request.key, KEY);
      const prompt = textOf(request);
      assert.match(prompt, /name: escalation_domain/);
      assert.match(prompt, /Escalations must persist across restarts/);
      assert.doesNotMatch(
        prompt,
        /name: escalation_manager|acknowledge_escalation|name: escalation_notifier|notify_webhook/,
      );
      assert.ok(prompt.includes(ESCALATION_TESTS) && prompt.includes(ESCALATION_CODE));
    }
  });

  it('keeps the budget of the context', () => {
    for (const [index, phase] of (['red', 'green', 'refactor'] as const).entries()) {
      const { tokens } = find(events[phase], 'prompt');
      assert.ok(tokens <= 32_000, `${phase}: ${tokens}`);
      const counted = countTokens(textOf(api.request(index)));
      assert.ok(counted <= tokens, `${phase}: ${counted} tokens are told as ${tokens}`);
    }
  });

  it('GREEN gets the tests and what they last said; REFACTOR the code and the tests', () => {
    const [green, refactor] = [textOf(api.request(1)), textOf(api.request(2))];
    assert.match(section(green, 'tests'), /def test_times_out_after_an_hour_unless_told_otherwise/);
    assert.match(section(green, 'error_context'), /COLLECTION-ERROR .*::TestEscalation::test_needs_its_id/);
    assert.match(section(green, 'error_context'), /No module named 'tools\.harness\.escalation_domain'/);
    assert.match(section(refactor, 'code'), /class EscalationStatus\(Enum\):/);
    assert.match(section(refactor, 'tests'), /def test_times_out_after_an_hour_unless_told_otherwise/);
    assert.equal(section(refactor, 'error_context'), '');
  });

  it('marks each generated file with where it comes from', () => {
    for (const phase of ['red', 'green', 'refactor']) {
      const lines = headers[phase]?.split('\n').slice(0, 6) ?? [];
      assert.deepEqual(lines.slice(0, 4), [
        '# Generated by AgentForge LLM Generation',
        '# Spec: human_escalation',
        `# Phase: ${phase.toUpperCase()}`,
        '# Model: claude-sonnet-5-5',
      ]);
      assert.match(lines[4] ?? '', /^# Date: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
      assert.equal(lines[5], '');
    }
  });

  it('writes the two files and nothing else, leaving no trace of the test runs', async () => {
    const status = await project.git(
      'status',
      '--porcelain',
      '--untracked-files=all',
      '--ignored',
      '--',
      '.',
      ':!.agentforge',
    );
    assert.deepEqual(status.trim().split('\n').sort(), [`?? ${ESCALATION_TESTS}`, `?? ${ESCALATION_CODE}`]);
  });

  it('keeps the session in the file that the Python tool reads too', async () => {
    const [file = ''] = await project.ownFiles('tdflow');
    assert.match(file, /^\.agentforge\/tdflow\/tdflow_\d{8}_\d{6}_\d{6}\.yaml$/);
    const session = parse(await project.text(file));
    const hash = createHash('sha256')
      .update(await project.text(ESCALATION))
      .digest('hex')
      .slice(0, 16);
    const { started_at, history, components, ...rest } = session;
    assert.deepEqual(rest, {
      schema_version: '1.0',
      session_id: file.slice('.agentforge/tdflow/'.length, -'.yaml'.length),
      spec_file: ESCALATION,
      spec_hash: hash,
      test_framework: 'pytest',
      coverage_threshold: 80,
      auto_refactor: false,
      current_phase: 'verify',
      current_component: 'escalation_domain',
    });
    assert.ok(Date.parse(started_at) > 0);
    assert.deepEqual(
      history.map((entry: any) => [entry.action, entry.phase, entry.component]),
      [['session_created', null, null], ...PHASES.map((phase) => [`${phase}_phase`, phase, 'escalation_domain'])],
    );
    const [domain, ...others] = components;
    const { phases, attempts, ...plain } = domain;
    assert.deepEqual(plain, {
      name: 'escalation_domain',
      status: 'verified',
      tests_file: ESCALATION_TESTS,
      tests_framework: 'pytest',
      impl_file: ESCALATION_CODE,
      coverage: 0,
      conformance_clean: true,
      errors: [],
    });
    assert.deepEqual(Object.keys(phases), [...PHASES]);
    assert.deepEqual(
      attempts.map((each: any) => [each.phase, each.result]),
      PHASES.map((phase) => [phase, 'reached']),
    );
    assert.deepEqual(
      others.map((each: any) => [each.name, each.status]),
      [
        ['escalation_manager', 'pending'],
        ['escalation_notifier', 'pending'],
      ],
    );
  });

  it('keeps prompt, answer and verdict in a history that git does not see', async () => {
    const history = (await project.ownFiles('history')).map((file) => file.replace(/tdflow_\d+_\d+_\d+/, 'SESSION'));
    const attempts = ['001-red', '002-green', '003-refactor'].flatMap((attempt) =>
      ['answer.md', 'prompt.md', 'verdict.json'].map(
        (name) => `.agentforge/history/SESSION/${attempt}-escalation_domain/${name}`,
      ),
    );
    for (const file of attempts) assert.ok(history.includes(file), file);
    assert.equal(await project.git('status', '--porcelain', '--', '.agentforge/history', '.agentforge/journal'), '');
  });

  it('never lets the key out', async () => {
    for (const phase of PHASES) assert.ok(!(results[phase]!.stdout + results[phase]!.stderr).includes(KEY));
    for (const file of await project.ownFiles()) assert.ok(!(await project.text(file)).includes(KEY), file);
  });
});

/** Every line of the output as JSON; anything else on standard output makes this throw. */
function jsonLines(output: string): any[] {
  return output
    .trimEnd()
    .split('\n')
    .map((line) => {
      const value = JSON.parse(line);
      assert.equal(typeof value.event, 'string', line);
      return value;
    });
}

function find(events: readonly any[] | undefined, event: string): any {
  return events?.find((each) => each.event === event) ?? assert.fail(`no event ${event}`);
}

function textOf({ body }: RecordedRequest): string {
  const system = typeof body.system === 'string' ? body.system : body.system.map((part: any) => part.text).join('');
  const user = body.messages.flatMap(({ content }: any) =>
    typeof content === 'string' ? [content] : content.map((part: any) => part.text),
  );
  return `${system}${user.join('')}`;
}

function section(prompt: string, tag: string): string {
  return new RegExp(`<${tag}>\\n(.*?)\\n</${tag}>`, 's').exec(prompt)?.[1] ?? '';
}
