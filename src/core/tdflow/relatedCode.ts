import type { CodebaseQuery, Finding } from '../context/codebaseSearch';
import { PINNED } from '../context/contextChoices';
import { dependenciesOf } from '../context/dependenciesOf';
import type { FilledCodebase } from '../context/fillCodebase';
import { fillCodebase } from '../context/fillCodebase';
import type { SectionTag } from '../context/section';
import type { TokenCounter } from '../context/tokenCounter';
import type { WritingPhase } from '../phase';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

/** What the codebase is asked for beside the task. */
export interface Question {
  readonly tests: readonly string[];
  readonly failure: string | undefined;
  /** Paths that the user wants to be in. */
  readonly pinned: readonly string[];
  /** At most so many tokens are shown, for the component and for the phase. */
  readonly most: { readonly component: number; readonly phase: number };
}

/** What the codebase has, best first, before anything is left out. */
export interface FoundCode {
  /** Tests that are like the one to be written. */
  readonly examples: readonly Finding[];
  /** What matters for the component, whatever the phase. */
  readonly component: readonly Finding[];
  /** What the tests, the code as it stands and the failure name beside that. */
  readonly phase: readonly Finding[];
  /** Why nothing could be looked for, one sentence. */
  readonly missing?: string;
}

const NOTHING: FoundCode = { examples: [], component: [], phase: [] };
/** Room for a few examples, in tokens: the first may be too long for one. */
const FEW_FINDINGS = 1_000;
const LEAST_ROOM = 100;
/** What a phase adds is what its tests and failures name, and no more of the rest. */
const LEAST_SCORE = 0.02;
/** A path with an ending, as a failure names it. */
const PATH = /[\w@./-]+\.\w{1,6}\b/g;
const GENERAL_WEIGHT = 0.4;

/**
 * All that a prompt asks of the codebase, asked once. What is asked for the component and for its examples depends on its specification,
 * its paths and the user's choice alone, and what the work itself writes counts as if it were not there: so the beginning of the prompt
 * is the same in every phase.
 */
export async function findCode(
  task: Task<WritingPhase>,
  question: Question,
  { codebase }: Pick<Ports, 'codebase'>,
  signal: AbortSignal,
): Promise<FoundCode> {
  if (codebase === undefined) return NOTHING;
  const about = {
    seeds: ownPaths(task),
    absent: [...ownPaths(task), ...writtenBefore(task)],
    texts: [
      { text: task.specification.general, weight: GENERAL_WEIGHT },
      { text: task.component.excerpt, weight: 1 },
    ],
    without: [],
    named: [],
    pinned: [],
  };
  const found = await codebase.find(
    [
      { ...about, only: 'tests', tokens: FEW_FINDINGS },
      {
        ...about,
        ...{ named: usedPaths(task), whyNamed: 'named by the specification' },
        ...{ pinned: question.pinned, tokens: question.most.component },
      },
      phaseQuery(task, question),
    ],
    signal,
  );
  if (!found.ok) return { ...NOTHING, missing: found.problem };
  const [examples = [], component = [], phase = []] = found.value;
  return { examples, component, phase: phase.filter(({ score }) => score >= LEAST_SCORE) };
}

function phaseQuery(task: Task<WritingPhase>, { tests, failure, most }: Question): CodebaseQuery {
  const own = new Set([...ownPaths(task), ...tests]);
  const named = [...new Set(failure?.match(PATH))].map((path) => path.replace(/^\.\//, ''));
  return {
    seeds: [...own],
    without: writtenBefore(task),
    texts: failure === undefined ? [] : [{ text: failure, weight: 1 }],
    named: named.filter((path) => !own.has(path)),
    whyNamed: 'named by the failure',
    pinned: [],
    tokens: most.phase,
  };
}

/** The files of the components that this one works with. */
function usedPaths({ component, specification }: Task<WritingPhase>): readonly string[] {
  return dependenciesOf(component, specification).flatMap(({ implementationPath }) => implementationPath ?? []);
}

/** What the work on the component wrote or will write is no part of the codebase for it. */
export function writtenBefore({ session, component }: Task<WritingPhase>): readonly string[] {
  const phases = componentOf(session, component.name)?.phases ?? {};
  return Object.values(phases).flatMap(({ files }) => files.map(({ path }) => path));
}

function ownPaths({ testPath, implementationPath }: Task<WritingPhase>): readonly string[] {
  return [testPath.relative, implementationPath.relative];
}

/** Where findings are shown. */
export interface Room {
  readonly tag: SectionTag;
  /** In tokens. */
  readonly room: number;
  readonly count: TokenCounter;
  /** Paths that are in the prompt anyway. */
  readonly shown: readonly string[];
  /** Why a file may not be shown; undefined for one that may. */
  readonly whyExcluded: (path: string) => string | undefined;
}

/** Findings as they are shown, each file once. */
export function fillRoom(findings: readonly Finding[], { tag, room, count, shown, whyExcluded }: Room): FilledCodebase {
  if (room < LEAST_ROOM) return { sections: [], omitted: [] };
  const known = new Set(shown);
  const others = findings.filter(({ path }) => !known.has(path));
  const { sections, omitted } = fillCodebase(
    others.filter(({ path }) => whyExcluded(path) === undefined),
    { tag, room, count },
  );
  const pinned = new Set(others.flatMap(({ path, why }) => (why.startsWith(PINNED) ? [path] : [])));
  return {
    sections,
    omitted: [
      ...others.flatMap(({ path }) => {
        const why = whyExcluded(path);
        return why === undefined ? [] : [{ what: path, tokens: 0, why }];
      }),
      ...omitted.map((each) => (pinned.has(each.what) ? { ...each, why: `${PINNED}, but ${each.why}` } : each)),
    ],
  };
}
