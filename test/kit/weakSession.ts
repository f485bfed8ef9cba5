import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Verdict } from '../../src/core/verdict/verdict';
import { must } from './must';
import { nodePorts } from './nodePorts';
import { sampleComponent, sampleSession } from './sampleSession';
import { WEAK_JAVASCRIPT } from './weakCart';

export const WEAK_SPECIFICATION = 'architecture/Architecture.md';

const ARCHITECTURE = `# Shop

## Component: cart

- Location: \`src/cart.js\`
- Tests: \`test/cart.test.js\`

### Requirements
- **FR-001**: Adds an item.
- **FR-002**: Refuses what has no price.
- **FR-003**: Has a total, with ten percent off above 100.
`;
const TESTS = ['FR-001 adds', 'FR-002 refuses', 'FR-003 has a total'];

/** Writes a project with a component that reached GREEN: its tests run every line, name a requirement each and look at almost nothing. */
export async function writeWeakSession(root: string): Promise<void> {
  for (const [name, text] of Object.entries({ ...WEAK_JAVASCRIPT, [WEAK_SPECIFICATION]: ARCHITECTURE })) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const { sessions, attempts } = nodePorts(root);
  const session = sampleSession({ specFile: WEAK_SPECIFICATION, currentPhase: 'green', currentComponent: 'cart' });
  const attempt = must(await attempts.open(session.id, 'green', 'cart'));
  const at = '2026-01-01T12:00:00.000Z';
  const summary = '3 tests pass';
  const verdict: Verdict = {
    ...{ phase: 'green', reached: true, summary, checks: [], claims: [], notes: [], command: 'node --test', ranAt: at },
    tests: TESTS.map((name) => ({
      ...{ id: `test/cart.test.js::${name}`, name, file: 'test/cart.test.js', line: undefined, outcome: 'passed' },
      ...{ reason: 'passes', asNeeded: true, explanation: 'passes' },
    })),
  };
  must(await attempts.saveVerdict(session.id, attempt, { component: 'cart', failures: '', verdict }));
  const about = { summary, at, attempt, model: 'none', journalEntry: undefined, specification: '', files: [] };
  const green = { ...about, state: 'reached' } as const;
  const files = { testsFile: 'test/cart.test.js', implFile: 'src/cart.js', testsFramework: 'node:test' };
  const component = sampleComponent('cart', { ...files, status: 'green', phases: { green } });
  must(await sessions.write({ ...session, components: [component] }));
}
