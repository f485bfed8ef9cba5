import type { ContextBundle, Omission } from '../context/contextBundle';
import { choiceFor, NO_CHOICES, PINNED } from '../context/contextChoices';
import { dependenciesOf } from '../context/dependenciesOf';
import type { Candidate } from '../context/fitToBudget';
import { fitToBudget } from '../context/fitToBudget';
import { gatherContext } from '../context/gatherContext';
import { limitShared } from '../context/limitShared';
import { markOrders } from '../context/orderIn';
import type { Section } from '../context/section';
import { isShared, SECTION_TAGS } from '../context/section';
import type { TokenCounter } from '../context/tokenCounter';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import type { Component } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import { CONTEXT_CHOICES } from '../workspace/ownPath';
import { describeAttempts } from './attemptsBefore';
import { chooseExamples } from './chooseExamples';
import { documentsBeside } from './documentsBeside';
import { excludedFiles, leftOutInVain } from './excludedFiles';
import { SecretMasker } from './maskSecrets';
import { pinnedFiles } from './pinnedFiles';
import type { Ports } from './ports';
import { fillRoom, findCode } from './relatedCode';
import { componentOf } from './session';
import type { Task } from './task';

/** What the context is made with. */
export type ContextPorts = Pick<
  Ports,
  'reader' | 'links' | 'attempts' | 'hash' | 'codebase' | 'ignoring' | 'findSecrets' | 'runners'
>;

/** What the instructions depend on. */
export type MadeFrom = Pick<AssembledContext, 'hasMasks'>;

/** How the budget is counted. */
export interface Counting {
  readonly count: TokenCounter;
  /** Tokens that the prompt takes beside its context, when it is made from these files. */
  readonly overhead: (made: MadeFrom, paths: readonly string[]) => number;
}

export interface AssembledContext {
  readonly bundle: ContextBundle;
  /** The files that the prompt is made from, as they are. */
  readonly files: readonly { readonly path: string; readonly text: string | undefined }[];
  /** Whether secrets were taken out of what an answer may write. */
  readonly hasMasks: boolean;
  /** Files of the codebase that would have come next, had there been room. */
  readonly notShown: readonly Omission[];
}

/** Share of the budget for what the phases of a component have in common; the rest is for tests, code and failures. */
const SHARED_SHARE = 0.8;
/** Share of the budget up to which files of the codebase are added to that. */
const CODEBASE_SHARE = 0.6;

/** All that the prompt of a task shows, inside the budget, without secrets, and with marks where something in it reads like an order. */
export async function assembleContext(
  task: Task<WritingPhase>,
  { count, overhead }: Counting,
  ports: ContextPorts,
  signal: AbortSignal,
): Promise<Result<AssembledContext, Problem>> {
  const { maxContextTokens } = task.config;
  const choices = task.choices ?? NO_CHOICES;
  const chosen = choiceFor(choices, task.component.name);
  const [tests, failure] = [await provenTests(task, ports), await failureFor(task, ports)];
  const own = new Set([...pathsOf([task.testPath, task.implementationPath]), ...pathsOf(tests)]);
  // A folder that is left out does not take the component's own files away.
  const whyExcluded = await excludedFiles({ ...chosen, pinned: [...chosen.pinned, ...own] }, ports);
  const codebaseRoom = Math.floor(maxContextTokens * CODEBASE_SHARE);
  const most = { component: codebaseRoom, phase: maxContextTokens - codebaseRoom };
  const question = { tests: pathsOf(tests), failure, pinned: chosen.pinned, most };
  const found = await findCode(task, question, ports, signal);
  if (signal.aborted) return fail({ kind: 'cancelled' });

  const isPinned = new Set(chosen.pinned);
  const whyNoExample = (path: string) => whyExcluded(path) ?? (isPinned.has(path) ? PINNED : undefined);
  const examples = await chooseExamples(task, found.examples, { ...ports, whyExcluded: whyNoExample });
  const unwritten = await unwrittenDependencies(task, ports);
  const documents = await documentsBeside(task.specification, ports);
  const asked = { ...task, tests, examples, documents, failure, whyExcluded, unwritten };
  const gathered = await gatherContext(asked, ports.reader);
  if (!gathered.ok) return gathered;
  const limited = limitShared(gathered.value.candidates, Math.floor(maxContextTokens * SHARED_SHARE), count);
  const shown = await shownFiles(task, limited.candidates, ports);
  const masker = new SecretMasker(ports);
  // Before it is fitted: masks and marks take room.
  const guarded = async <S extends Section>(sections: readonly S[]) => markOrders(await masker.mask(sections));
  const candidates = await guarded(limited.candidates);
  const hasMasks = masker.of(candidates).length > 0;
  const pinned = await pinnedFiles(
    chosen.pinned.filter((path) => !own.has(path)),
    found.component,
    { ...ports, whyExcluded },
  );
  const codebase = fillRoom([...pinned.findings, ...found.component.filter(({ path }) => !isPinned.has(path))], {
    ...{ tag: 'codebase', count, whyExcluded },
    room: codebaseRoom - limited.tokens,
    shown: pathsOf(examples),
  });
  const taken = overhead({ hasMasks }, pathsIn(shown));
  const budget = maxContextTokens - taken;
  const bundle = fitToBudget([...candidates, ...(await guarded(codebase.sections)).map(optional)], budget, count);
  if (!bundle.ok) {
    const { problem } = bundle;
    return problem.kind === 'budget-too-small'
      ? fail({ ...problem, needed: problem.needed + taken, budget: maxContextTokens })
      : bundle;
  }

  const { sections, omitted, tokens } = bundle.value;
  const room = sections.some((section) => !isShared(section)) ? budget - tokens : 0;
  const related = fillRoom(found.phase, {
    ...{ tag: 'related', count, whyExcluded },
    room,
    shown: [...pathsIn(shown), ...codebase.sections.flatMap(({ file }) => file ?? [])],
  });
  const fitted = fitToBudget((await guarded(related.sections)).map(optional), room, count);
  const more = fitted.ok ? fitted.value : NO_MORE;
  const all = inOrder([...sections, ...more.sections]);
  const kept = new Set(sections.map(({ file }) => file));
  const ofCodebase = new Set(codebase.sections.map(({ file }) => file));
  const isOfCodebase = ({ what }: Omission) => ofCodebase.has(what);
  const { missing } = found;
  return ok({
    bundle: {
      sections: all,
      tokens: tokens + more.tokens,
      omitted: [
        ...masker.of(all),
        ...gathered.value.omitted,
        ...limited.omitted,
        ...pinned.omitted,
        ...(await leftOutInVain(chosen, ports)),
        ...(choices.warnings ?? []).map((why) => ({ what: CONTEXT_CHOICES.relative, tokens: 0, why })),
        ...omitted.filter((each) => !isOfCodebase(each)),
        ...(missing === undefined ? [] : [{ what: 'code of the rest of the project', tokens: 0, why: missing }]),
      ],
    },
    files: shown.filter(({ path, isOwn }) => isOwn || kept.has(path)),
    hasMasks,
    notShown: unique([...omitted.filter(isOfCodebase), ...codebase.omitted, ...more.omitted, ...related.omitted]),
  });
}

const NO_MORE: ContextBundle = { sections: [], omitted: [], tokens: 0 };

function optional(section: Section): Candidate {
  return { ...section, need: 'optional' };
}

function unique(omissions: readonly Omission[]): readonly Omission[] {
  return [...new Map(omissions.map((each) => [each.what, each])).values()];
}

function inOrder(sections: readonly Section[]): readonly Section[] {
  return SECTION_TAGS.flatMap((tag) => sections.filter((section) => section.tag === tag));
}

function pathsOf(files: readonly CheckedPath[]): readonly string[] {
  return files.map(({ relative }) => relative);
}

function pathsIn(files: readonly ShownFile[]): readonly string[] {
  return files.map(({ path }) => path);
}

interface ShownFile {
  readonly path: string;
  readonly text: string | undefined;
  /** One of the component's two: an answer writes it, there already or not. */
  readonly isOwn: boolean;
}

/** The files that the prompt can show, and the component's own, as they are now. */
async function shownFiles(
  task: Task<WritingPhase>,
  candidates: readonly Candidate[],
  { reader }: Pick<Ports, 'reader'>,
): Promise<readonly ShownFile[]> {
  const files = new Map<string, ShownFile>();
  for (const { file, text } of candidates) if (file !== undefined) files.set(file, { path: file, text, isOwn: false });
  for (const own of [task.testPath, task.implementationPath]) {
    const shown = files.get(own.relative);
    const now = shown ?? (await reader.read(own));
    if (now !== 'unreadable') files.set(own.relative, { path: own.relative, text: now?.text, isOwn: true });
  }
  return [...files.values()];
}

/** The test file that the specification names, and all that RED proved with it: helpers and fixtures too. */
async function provenTests(task: Task<WritingPhase>, ports: Pick<Ports, 'links'>): Promise<readonly CheckedPath[]> {
  const marks = componentOf(task.session, task.component.name)?.phases.red?.files ?? [];
  const others = marks.filter((mark) => mark.path !== task.testPath.relative);
  const checked = await Promise.all(others.map((mark) => checkPath(mark.path, ports.links)));
  return [task.testPath, ...checked.flatMap((path) => (path.ok ? [path.value] : []))];
}

/** What is to be repaired, and what was tried to repair it. */
async function failureFor(task: Task<WritingPhase>, ports: Pick<Ports, 'attempts'>): Promise<string | undefined> {
  const failure = task.failure ?? (await lastFailure(task, ports));
  const tried = await describeAttempts(task, ports);
  return tried === '' ? failure : [tried, failure ?? ''].join('\n\n').trim();
}

/** What the tests last said of this component: in GREEN what RED proved, or what the last try left. */
async function lastFailure(task: Task<WritingPhase>, ports: Pick<Ports, 'attempts'>): Promise<string | undefined> {
  const phases = componentOf(task.session, task.component.name)?.phases;
  const record = phases?.[task.phase] ?? (task.phase === 'green' ? phases?.red : undefined);
  if (record === undefined || (record.state === 'reached' && task.phase !== 'green')) return undefined;
  const saved = await ports.attempts.readVerdict(task.session.id, record.attempt);
  return saved?.failures;
}

/** What the component works with, and of which no file tells more than the specification does. */
async function unwrittenDependencies(
  { component, specification }: Task<WritingPhase>,
  { reader, links }: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly Component[]> {
  const unwritten: Component[] = [];
  for (const other of dependenciesOf(component, specification)) {
    const path = other.implementationPath === undefined ? undefined : await checkPath(other.implementationPath, links);
    if (path?.ok !== true || (await reader.read(path.value)) === undefined) unwritten.push(other);
  }
  return unwritten;
}
