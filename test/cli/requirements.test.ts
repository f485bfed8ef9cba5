import assert from 'node:assert/strict';
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
      /Requirements {2}1 of 2 proven\n {2}✓ FR-1 {2}proven: 1 test passes \(VERIFY\)\n {4}✓ FR-1: counts a word {2}passed\n {2}· FR-2 {2}untested/,
    );
    await project.write(SPEC, SPECIFICATION.replace('what it is given', 'all that it is given'));
    const changed = await tdflow('status');
    assert.match(changed.stdout, /! FR-1 {2}stale: its text changed since VERIFY of \d{4}-\d\d-\d\d/);
    assert.match(changed.stderr, /FR-1 changed since the last run\. .*: agentforge tdflow accept counter/);
    const accepted = await tdflow('accept', 'counter', 'FR-1');
    assert.equal(accepted.code, 0, accepted.stderr);
    assert.equal(accepted.stdout, 'Noted that you looked at FR-1 of counter.\n');
    const looked = await tdflow('status');
    assert.match(looked.stdout, /✓ FR-1 {2}proven: 1 test passes \(VERIFY\); you looked at its change on/);
    assert.doesNotMatch(looked.stderr, /changed since/);
    const again = await tdflow('accept', 'counter');
    assert.notEqual(again.code, 0);
    assert.match(again.stderr, /Nothing of counter changed in the specification since its last run\./);
  });
});
