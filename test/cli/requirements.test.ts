import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliRunner } from '../kit/cliRunner';
import type { CliResult } from '../kit/cliRunnerProcess';
import { WorkspaceBuilder } from '../kit/workspaceBuilder';

const SPECIFICATION = `# Counter

## Component: counter

- Location: \`counter.js\`
- Tests: \`counter.test.js\`

### Requirements
- **FR-1**: Counts what it is given.
- **FR-2**: Forgets when it is cleared.
`;
const TESTS = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count } from './counter.js';

test('FR-1: counts a word', () => {
  assert.equal(count('a'), 1);
});
`;
const SPEC = 'architecture/Architecture.md';

describe('agentforge tdflow status, requirement by requirement', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;
  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'package.json': '{"type": "module"}',
      [SPEC]: SPECIFICATION,
      'counter.js': 'export const count = (word) => word.length;\n',
      'counter.test.js': TESTS,
    });
    cli = new CliRunner(project.root);
  });
  afterEach(() => project.dispose());

  const tdflow = (...args: readonly string[]): Promise<CliResult> => cli.run(['tdflow', ...args]);

  it('says what is proven, names the one that changed, and lets a person accept that', async () => {
    await tdflow('start', '--spec', SPEC);
    const before = await tdflow('status');
    assert.match(before.stdout, /Requirements {2}0 of 2 proven\n {2}· FR-1 {2}untested: no test/);
    await tdflow('verify', '--component', 'counter');
    const proven = await tdflow('status');
    assert.match(
      proven.stdout,
      /Requirements {2}1 of 2 proven\n {2}✓ FR-1 {2}proven: 1 test passes \(VERIFY\), line 1\n {4}✓ FR-1: counts a word {2}passed\n {2}· FR-2 {2}untested/,
    );
    await project.write(SPEC, SPECIFICATION.replace('what it is given', 'all that it is given'));
    const changed = await tdflow('status');
    assert.match(changed.stdout, /! FR-1 {2}stale: its text changed since VERIFY of \d{4}-\d\d-\d\d/);
    assert.match(changed.stderr, /FR-1 changed since the last run\. .*: agentforge tdflow accept counter/);
    const accepted = await tdflow('accept', 'counter', 'FR-1');
    assert.equal(accepted.code, 0, accepted.stderr);
    assert.equal(accepted.stdout, 'Noted that you looked at FR-1 of counter.\n');
    const looked = await tdflow('status');
    assert.match(looked.stdout, /✓ FR-1 {2}proven: 1 test passes \(VERIFY\), line 1; you looked at its change on/);
    assert.doesNotMatch(looked.stderr, /changed since/);
    const again = await tdflow('accept', 'counter');
    assert.notEqual(again.code, 0);
    assert.match(again.stderr, /Nothing of counter changed in the specification since its last run\./);
  });
});

const COUNTER = `export const count = (word) => {
  if (word === '') {
    return 0;
  }
  return word.length;
};
export const clear = () => {
  return 0;
};
export const never = () => {
  return 1;
};
`;
const MORE_TESTS = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clear, count } from './counter.js';

test('FR-1: counts a word', () => {
  assert.equal(count('a'), 1);
});
// AC-1
test('counts nothing', () => {
  assert.equal(count(''), 0);
});
test('says FR-9 and clears', () => {
  assert.equal(clear(), 0);
});
`;

describe('agentforge tdflow verify, line by line', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;
  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      'package.json': '{"type": "module"}',
      [SPEC]: `${SPECIFICATION.replace('- **FR-2**', '  - **AC-1**: Of nothing it is 0.\n- **FR-2**')}`,
      'counter.js': COUNTER,
      'counter.test.js': MORE_TESTS,
    });
    cli = new CliRunner(project.root);
    await cli.run(['tdflow', 'start', '--spec', SPEC]);
  });
  afterEach(() => project.dispose());

  it('says which tests of which requirement run which lines, and which lines none reaches', async () => {
    const { stdout } = await cli.run(['tdflow', 'verify', '--component', 'counter']);
    assert.deepEqual(
      stdout
        .match(/^ {2}lines[\s\S]*?run them\.\n/m)?.[0]
        .split('\n')
        .map((line) => line.trim()),
      [
        'lines     FR-1: counter.js 2-3, 5 (2 tests)',
        'AC-1: counter.js 2-3 (1 test)',
        'No requirement reaches counter.js 11: no test runs them.',
        'No requirement reaches counter.js 8: only tests that name none run them.',
        '',
      ],
    );
  });

  it('says which lines it could not find out, and calls none unrequested for that', async () => {
    const depends = "let isFirst = true;\ntest('FR-2: clears', () => {\n  assert.ok(!isFirst);\n  clear();\n});\n";
    const first = MORE_TESTS.replace("test('FR-1: counts a word', () => {", '$&\n  isFirst = false;');
    await project.write('counter.test.js', `${first}${depends}`);
    const { stdout } = await cli.run(['tdflow', 'verify', '--component', 'counter']);
    assert.match(stdout, /FR-2: nobody could measure which lines \(1 test\)/);
    assert.match(stdout, /not known which lines .*FR-2: clears ran: it is failed alone and passed with the others\./);
    assert.doesNotMatch(stdout, /only tests that name none/);
  });

  it('and the same for machines, and in the report with links', async () => {
    const { stdout } = await cli.run(['tdflow', 'verify', '--component', 'counter', '--json']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const [one, two] = ['counter.test.js::FR-1: counts a word', 'counter.test.js::counts nothing'];
    const lines = (text: string) => [{ path: 'counter.js', lines: text }];
    assert.deepEqual(
      events.find(({ event }) => event === 'lines'),
      {
        event: 'lines',
        requirements: [
          {
            ...{ id: 'FR-1', tests: [one, two], lines: lines('2-3,5'), unmeasured: [] },
            criteria: [{ id: 'AC-1', tests: [two], lines: lines('2-3'), unmeasured: [] }],
          },
          { id: 'FR-2', tests: [], lines: [], unmeasured: [], criteria: [] },
        ],
        unrequested: [{ path: 'counter.js', notRun: '11', unnamed: '8', unknown: '' }],
      },
    );
    const outcome = events.find(({ event }) => event === 'outcome');
    const report = await readFile(join(project.root, String(outcome?.['report'])), 'utf8');
    assert.match(report, /\| AC-1 \| 1 test \| counter\.js \[2-3\]\((?:\.\.\/)+counter\.js#L2\)/);
    assert.match(report, /## Lines that no requirement reaches[\s\S]*counter\.js \[11\]\(\S+\) \| no test runs them/);
  });
});
