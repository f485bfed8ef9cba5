import type { Contradiction } from '../changes/contradiction';
import { splitLines } from '../lib/lines';
import type { WritingPhase } from '../phase';
import type { Claim, Verdict } from '../verdict/verdict';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

/** What a claimed contradiction comes to: a verdict without a run, which names test and criterion with their places. */
export async function claimVerdict(
  task: Task<WritingPhase>,
  contradictions: readonly Contradiction[],
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<Verdict> {
  const red = componentOf(task.session, task.component.name)?.phases.red;
  const proven = red === undefined ? undefined : await ports.attempts.readVerdict(task.session.id, red.attempt);
  const specification = await linesOf(task.specification.path, ports);
  const claims = contradictions.map((claim): Claim => {
    const test = proven?.verdict.tests.find(({ id, name }) => id === claim.test || isNamed(name, claim.test));
    const line = lineOf(claim.criterion, specification, task.component.position.line);
    return {
      ...claim,
      testPlace: test && { path: test.file, line: test.line },
      criterionPlace: line === undefined ? undefined : { path: task.specification.path, line },
    };
  });
  const [first] = claims;
  const more = claims.length === 1 ? '' : ` (and ${claims.length - 1} more)`;
  return {
    phase: task.phase,
    reached: false,
    summary: `The model says that ${first?.test} and ${first?.criterion} contradict each other${more}: ${first?.why}`,
    tests: [],
    checks: [],
    claims,
    notes: ['Nothing was written and nothing was run. Change the test or the specification, or try again.'],
    command: undefined,
    ranAt: undefined,
  };
}

function isNamed(name: string, given: string): boolean {
  return name === given || name.endsWith(` > ${given}`) || given.endsWith(`::${name}`);
}

/** The line with the criterion's id or words, looked for from the component on, then from the start. */
function lineOf(criterion: string, lines: readonly string[], from: number): number | undefined {
  const wanted = criterion.toLowerCase();
  const holds = (line: string): boolean => line.toLowerCase().includes(wanted);
  if (wanted === '') return undefined;
  const after = lines.findIndex((line, index) => index >= from - 1 && holds(line));
  const found = after >= 0 ? after : lines.findIndex(holds);
  return found < 0 ? undefined : found + 1;
}

async function linesOf(path: string, ports: Pick<Ports, 'reader' | 'links'>): Promise<readonly string[]> {
  const checked = await checkPath(path, ports.links);
  const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
  return file === undefined || file === 'unreadable' ? [] : splitLines(file.text);
}
