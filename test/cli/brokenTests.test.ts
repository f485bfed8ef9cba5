import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { ESCALATION, ESCALATION_TESTS, escalationProject } from './projects';

describe('tests that prove nothing do not make RED', () => {
  let project: WorkspaceBuilder;

  before(async () => {
    project = await escalationProject();
  });

  afterEach(() => project.assertUntouched());

  after(() => project.dispose());

  function red(text: string): Promise<CliResult> {
    const args = [
      'parse-response',
      '-',
      '--spec',
      ESCALATION,
      '--component',
      'escalation_domain',
      '--phase',
      'red',
      '--yes',
    ];
    const env = { ANTHROPIC_API_KEY: 'sk-test-of-the-parent', PYTHONPATH: '/nowhere' };
    return new CliRunner(project.root, env).run(args, { stdin: text });
  }

  function testFile(...lines: readonly string[]): string {
    return [`\`\`\`python:${ESCALATION_TESTS}`, ...lines, '```', ''].join('\n');
  }

  async function assertNotRed(text: string, summary: RegExp, ...reasons: readonly RegExp[]): Promise<void> {
    const { code, stdout, stderr } = await red(text);
    assert.equal(code, 1, stdout + stderr);
    assert.match(stdout, summary);
    for (const reason of reasons) assert.match(stdout, reason);
    assert.match(stdout, /^ {2}undone {4}tests\/unit\/harness\/test_escalation_domain\.py as before$/m);
  }

  it('a test that passes at once', () =>
    assertNotRed(
      testFile('def test_nothing():', '    assert True'),
      /RED not reached: 1 of 1 test does not fail for the right reason\./,
      /✗ test_nothing {2}asserts nothing, neither itself nor through its helpers/,
    ));

  it('a misspelt import above an `assert True`', () =>
    assertNotRed(
      testFile(
        'from tools.harness.escalation_domian import EscalationPriority',
        '',
        'def test_low():',
        '    assert True',
      ),
      /RED not reached: 1 of 1 test does not fail for the right reason\./,
      /✗ test_low {2}imports tools\.harness\.escalation_domian, which is neither installed nor specified; did you mean tools\.harness\.escalation_domain\?/,
    ));

  it('a misspelt name of the right module above an `assert True`', () =>
    assertNotRed(
      testFile(
        'from tools.harness.escalation_domain import EscalationPriorty',
        '',
        'def test_low():',
        '    assert True',
      ),
      /RED not reached: 1 of 1 test does not fail for the right reason\./,
      /imports EscalationPriorty from tools\.harness\.escalation_domain, a name that the specification does not mention; did you mean EscalationPriority\?/,
    ));

  it('a syntax error', () =>
    assertNotRed(
      testFile('def test_low(:', '    assert False'),
      /RED not reached: 1 of 1 test does not fail for the right reason\./,
      /the test file has a syntax error: /,
    ));

  it('a fixture that nobody wrote and a skipped test, beside one that is right', () =>
    assertNotRed(
      testFile(
        'import pytest',
        '',
        'def test_low():',
        '    from tools.harness.escalation_domain import EscalationPriority',
        '    assert EscalationPriority.LOW',
        '',
        'def test_stored(escalation_store):',
        '    assert escalation_store',
        '',
        '@pytest.mark.skip',
        'def test_later():',
        '    assert False',
      ),
      /RED not reached: 2 of 3 tests do not fail for the right reason\./,
      /✓ test_low {2}the module under test, tools\/harness\/escalation_domain\.py, does not exist yet/,
      /✗ test_stored {2}its set-up fails with .*'escalation_store'/,
      /✗ test_later {2}is skipped \(unconditional skip\): it proves nothing/,
    ));

  it('a file without any test', () =>
    assertNotRed(testFile('LOW = 1'), /RED not reached: No test ran: pytest found no test/));

  it('a test that ends its own process', () =>
    assertNotRed(
      testFile('import os', '', 'def test_low():', '    os._exit(0)'),
      /RED not reached: The test run died: /,
    ));

  it('a test that looks for the key finds none', () =>
    assertNotRed(
      testFile(
        'import os',
        '',
        'def test_key():',
        '    assert not [name for name in os.environ if "ANTHROPIC" in name]',
        '    assert "nowhere" not in os.environ.get("PYTHONPATH", "")',
      ),
      /✗ test_key {2}passes although nothing is implemented: it proves nothing/,
    ));
});
