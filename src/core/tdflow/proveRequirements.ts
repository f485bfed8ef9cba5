import type { LineProof } from '../proof/coverage/joinLines';
import { readKeptLines } from '../proof/coverage/keepLines';
import { unrequestedLines } from '../proof/coverage/proofWords';
import { requirementsOf } from '../spec/requirementsOf';
import type { Check, Verdict } from '../verdict/verdict';
import { markDemands } from './demands';
import { markSpecification } from './fileMarks';
import type { LastRun } from './lastRuns';
import { doesProve, tellingTests } from './lastRuns';
import type { Ports } from './ports';
import { proofByLines } from './proofByLines';
import type { RequirementState } from './requirementStates';
import { requirementStates } from './requirementStates';
import type { PhaseRecord } from './session';
import { componentOf } from './session';
import type { Task } from './task';

const MOST_NAMED = 10;

export interface Proof {
  readonly check: Check;
  /** Of the component's requirements, without methods that no test names. */
  readonly states: readonly RequirementState[];
  /** Undefined where no lines were measured, or nothing is demanded. */
  readonly lines: LineProof | undefined;
}

/** Which requirements of the component the tests of this run prove: those whose tests ran and passed, and no other. */
export async function proveRequirements(
  task: Task<'verify'>,
  verdict: Verdict,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'hash' | 'clock'>,
): Promise<Proof> {
  const { component, session, specification } = task;
  const { phases = {}, accepted = [] } = componentOf(session, component.name) ?? {};
  const record = recordOf(task, verdict, ports);
  const run: LastRun = {
    component: component.name,
    phase: 'verify',
    record,
    demanded: phases.red === undefined ? { phase: 'verify', record } : { phase: 'red', record: phases.red },
    proves: doesProve('verify', record, verdict),
    isStale: false,
    accepted,
    implFile: task.implementationPath.relative,
    tests: await tellingTests(session, { tests: verdict.tests, red: phases.red }, ports),
    lines: verdict.lines,
  };
  const states = requirementStates(specification, [run], ports).filter(({ hasRun }) => hasRun);
  const known = new Set(states.map(({ requirement }) => requirement));
  const own = requirementsOf(specification, component);
  const unnamed = own.filter((each) => !known.has(each)).map(({ id }) => id);
  const check = { name: 'requirement proof' as const, ...judged(component.name, states, unnamed) };
  const measured = verdict.lines === undefined ? undefined : readKeptLines(verdict.lines);
  if (measured === undefined || states.length === 0) return { check, states, lines: undefined };
  const lines = proofByLines(states, measured);
  const detail = [check.detail, ...unrequestedLines(lines.unrequested)].join(' ');
  return { check: { ...check, detail }, states, lines };
}

/** @param unnamed methods that no test names */
function judged(
  component: string,
  states: readonly RequirementState[],
  unnamed: readonly string[],
): Pick<Check, 'result' | 'detail'> {
  const beside = unnamed.length === 0 ? '' : `No test names ${inShort(unnamed).join(', ')}.`;
  if (states.length === 0) {
    const nothing = `The specification demands nothing of ${component} that a test could name.`;
    return beside === '' ? { result: 'not-configured', detail: nothing } : { result: 'not-available', detail: beside };
  }
  const open = states.filter(({ state }) => state !== 'proven');
  const count = `${states.length - open.length} of ${states.length} ${states.length === 1 ? 'requirement' : 'requirements'} proven`;
  const said = open.length === 0 ? `${count} by tests of this run that name them.` : `${count}. ${openWords(open)}.`;
  const detail = `${said} ${beside}`.trimEnd();
  if (open.length === 0) return { result: 'passed', detail };
  return { result: open.some(({ state }) => state === 'failing') ? 'failed' : 'not-available', detail };
}

function openWords(open: readonly RequirementState[]): string {
  return inShort(open.map(({ requirement, state, why }) => `${requirement.id} ${state}: ${why}`)).join('; ');
}

function inShort(texts: readonly string[]): readonly string[] {
  const left = texts.length - MOST_NAMED;
  return left > 0 ? [...texts.slice(0, MOST_NAMED), `${left} more`] : texts;
}

/** As it would be kept of this run. */
function recordOf(
  task: Task<'verify'>,
  { reached, summary }: Verdict,
  ports: Pick<Ports, 'hash' | 'clock'>,
): PhaseRecord {
  return {
    state: reached ? 'reached' : 'not-reached',
    summary,
    at: ports.clock.now().toISOString(),
    attempt: '',
    model: 'none',
    journalEntry: undefined,
    specification: markSpecification(task.component, ports),
    demands: markDemands(task.specification, task.component, ports),
    files: [],
  };
}
