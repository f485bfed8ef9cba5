import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { must } from '../kit/must';
import { nodePorts } from '../kit/nodePorts';
import { WEAK_JAVASCRIPT } from '../kit/weakCart';

const ARCHITECTURE = `# Shop

## Component: cart

- Location: \`src/cart.js\`
- Tests: \`test/cart.test.js\`

### Requirements
- **FR-001**: Adds an item.
- **FR-003**: Has a total, with ten percent off above 100.
`;
const SPEC = 'architecture/Architecture.md';
const ID = 'tdflow_20260102_030405_678500';

/** A folder with a component that reached GREEN with weak tests. */
export async function setup(workspace: string): Promise<HostSetup> {
  for (const [name, text] of Object.entries({ ...WEAK_JAVASCRIPT, [SPEC]: ARCHITECTURE })) {
    const file = path.join(workspace, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const { sessions, attempts } = nodePorts(workspace);
  const attempt = must(await attempts.open(ID, 'green', 'cart'));
  const at = '2026-01-02T03:04:05.678Z';
  const about = { summary: '3 tests pass', at, attempt, model: 'none', journalEntry: undefined };
  const green = { ...about, state: 'reached', specification: '', files: [] } as const;
  must(
    await sessions.write({
      ...{ id: ID, startedAt: at, specFile: SPEC, specHash: '', testFramework: 'node:test', coverageThreshold: 80 },
      ...{ currentPhase: 'green', currentComponent: 'cart', history: [] },
      components: [
        {
          ...{ name: 'cart', status: 'green', testsFramework: 'node:test', errors: [], attempts: [] },
          ...{ testsFile: 'test/cart.test.js', implFile: 'src/cart.js', phases: { green } },
        },
      ],
    }),
  );
  return {};
}
