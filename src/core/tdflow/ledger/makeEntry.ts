import { isTestPath } from '../../changes/phaseLock';
import { isSourcePath } from '../../codebase/sourcePath';
import { asCounted } from '../../proof/ledger/printEntry';
import type { FileTexts, PassingEntry, RedEntry, TextHash } from '../../proof/ledger/proofEntry';
import type { ProofLedger } from '../../proof/ledger/proofLedger';
import { isContractFile } from '../../testcontract/contractFile';
import type { Verdict } from '../../verdict/verdict';
import { isProtected } from '../../workspace/protectedPaths';
import { markDemands, markLine } from '../demands';
import { attemptOf, numberOf } from '../history';
import type { Ports } from '../ports';
import { componentOf } from '../session';
import type { Task } from '../task';
import { testFingerprint } from './testFingerprint';
import { textHash, textOf } from './textHash';

/** What a phase came to, as far as the ledger is concerned. */
export interface Proven {
  readonly verdict: Verdict;
  /** Name of the runner; undefined when nothing was run. */
  readonly runner: string | undefined;
  /** The component's test files. */
  readonly files: readonly string[];
  /** Why changes of what the tests promise were accepted in this phase, by file. */
  readonly accepted: Readonly<Record<string, string>>;
}

/** An entry, and the texts of earlier code that it needs. */
export interface MadeEntry<E> {
  readonly entry: E;
  readonly texts: readonly string[];
}

export type ProofPorts = Pick<Ports, 'reader' | 'links' | 'journal' | 'trees' | 'hash'>;

type Common = Omit<RedEntry, 'phase' | 'demands' | 'looked' | 'before'>;

interface Earlier {
  readonly before: FileTexts;
  readonly texts: readonly string[];
}

/** A longer code is not kept, and a check of the ledger says so; in characters. */
const LONGEST_TEXT = 200_000;

/** What both kinds of entries say. */
export async function commonOf(
  task: Task,
  { verdict, runner = '', files }: Proven,
  proofs: ProofLedger,
  ports: ProofPorts,
): Promise<Common> {
  const counted = verdict.tests.filter((test) => test.apart !== true);
  return {
    version: 1,
    specification: task.specification.path,
    component: task.component.name,
    ...(await testFingerprint(task, files, ports)),
    results: Object.fromEntries(counted.map(({ id, reason }) => [id, reason])),
    runner: { name: runner, tool: await proofs.toolFor(task.testPath.relative) },
    product: proofs.product,
  };
}

export async function makeRedEntry(task: Task, common: Common, ports: ProofPorts): Promise<MadeEntry<RedEntry>> {
  const { rest, requirements } = markDemands(task.specification, task.component, ports);
  const { before, texts } = await codeBeforeRed(task, ports);
  const demands = { rest, requirements: requirements.map(markLine) };
  return { entry: { ...common, phase: 'red', demands, looked: [], before }, texts };
}

export async function makePassingEntry(
  task: Task,
  about: Common & Pick<PassingEntry, 'phase' | 'previous' | 'accepted'>,
  ports: ProofPorts,
): Promise<MadeEntry<PassingEntry>> {
  const own = task.implementationPath.relative;
  const text = await textOf(own, ports);
  const code = text === undefined || text === 'unreadable' ? {} : { [own]: textHash(text.text, ports) };
  const { before, texts } = await otherCodeBefore(task, ports);
  return { entry: { ...about, code, before }, texts };
}

/** The code as it stands, and which code of other components is missing. */
async function codeBeforeRed(task: Task, ports: ProofPorts): Promise<Earlier> {
  const own = task.implementationPath.relative;
  const before: Record<string, TextHash | null> = {};
  for (const { implementationPath: path } of task.specification.components) {
    if (path !== undefined && path !== own && (await textOf(path, ports)) === undefined) before[path] = null;
  }
  const text = await textOf(own, ports);
  if (text === undefined || text === 'unreadable') return { before: { ...before, [own]: null }, texts: [] };
  return { before: { ...before, [own]: textHash(text.text, ports) }, texts: shortOnes([text.text]) };
}

/** What the changes since RED that are in place found in other code; the first of them saw what RED saw. */
async function otherCodeBefore(task: Task, ports: ProofPorts): Promise<Earlier> {
  const own = { testPath: task.testPath.relative, implementationPath: task.implementationPath.relative };
  const red = componentOf(task.session, task.component.name)?.phases.red;
  const entries = (await ports.journal.readEntries()).filter(
    (entry) =>
      entry.state === 'kept' &&
      entry.sessionId === task.session.id &&
      entry.component === task.component.name &&
      (entry.phase === 'green' || entry.phase === 'refactor') &&
      numberOf(attemptOf(entry)) > numberOf(red?.attempt ?? ''),
  );
  const before: Record<string, TextHash | null> = {};
  const texts: string[] = [];
  for (const entry of entries) {
    const read = await ports.journal.readContents(entry);
    const contents = read.ok ? read.value : new Map<string, Uint8Array>();
    for (const { path, before: state } of entry.changes) {
      if (Object.hasOwn(before, path) || path === own.implementationPath || !isOtherCode(path, own)) continue;
      const bytes = state && contents.get(state.hash);
      if (state !== undefined && bytes === undefined) continue;
      const text = bytes && asCounted(new TextDecoder().decode(bytes));
      before[path] = text === undefined ? null : textHash(text, ports);
      if (text !== undefined) texts.push(text);
    }
  }
  return { before, texts: shortOnes(texts) };
}

/** Whether an entry may say how a file was before: code, and nothing that decides how tests run. */
export function isOtherCode(
  path: string,
  own: { readonly testPath: string; readonly implementationPath: string },
): boolean {
  return isSourcePath(path) && !isTestPath(path, own) && !isContractFile(path) && !isProtected(path);
}

function shortOnes(texts: readonly string[]): readonly string[] {
  return texts.filter(({ length }) => length <= LONGEST_TEXT);
}
