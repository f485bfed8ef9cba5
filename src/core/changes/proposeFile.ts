import type { WritingPhase } from '../phase';
import type { ResponseEvent } from '../response/events';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import type { FileText } from '../workspace/fileText';
import { foldCase } from '../workspace/foldCase';
import type { LinkProbe } from '../workspace/linkProbe';
import { isProtected } from '../workspace/protectedPaths';
import { visiblePath } from '../workspace/visiblePath';
import type { WorkspaceReader } from '../workspace/workspace';
import type { ProposedFile, Refusal } from './changeSet';
import type { ComponentFiles } from './phaseLock';
import { phaseViolation } from './phaseLock';
import type { Spelling } from './spelling';

/** What an answer may do. */
export interface ChangePolicy extends ComponentFiles {
  readonly phase: WritingPhase;
  /** Never changed by an answer that is to fulfil it. */
  readonly specificationPath?: string;
}

/** What an answer may do that is to bring documents: write those, and nothing else. */
export interface DocumentsPolicy {
  readonly documents: readonly CheckedPath[];
}

/** What an answer of whatever work may do. */
export type AnswerPolicy = ChangePolicy | DocumentsPolicy;

export interface ProposalPorts {
  readonly reader: WorkspaceReader;
  readonly links: LinkProbe;
  readonly spelling: Spelling;
}

export type NamedBlock = Extract<ResponseEvent, { kind: 'block-opened' }> & { readonly path: string };

/** A file block as it opens: what it is about, what is there now, and whether it may. `others` are those the answer has proposed before. */
export async function proposeFile(
  block: NamedBlock,
  others: readonly ProposedFile[],
  policy: AnswerPolicy,
  ports: ProposalPorts,
): Promise<ProposedFile> {
  const checked = await checkPath(block.path, ports.links);
  if (!checked.ok) return refusedPath(block, visiblePath(block.path), checked.problem);
  const path = checked.value;
  const to = block.to === undefined ? undefined : await checkPath(block.to, ports.links);
  if (to?.ok === false) return refusedPath(block, path.relative, to.problem);
  const accepted = others.filter((other) => other.refusal === undefined);
  const before = await readBase(path, accepted, ports.reader);
  const base = before === 'unreadable' ? undefined : before;
  const proposal = { name: path.relative, action: block.action, path, to: to?.value, base };
  const places = to === undefined ? [path] : [path, to.value];
  const refusal: Refusal | undefined =
    (await policyRefusal(proposal, places, policy, ports.links)) ??
    (before === 'unreadable'
      ? { kind: 'unreadable', detail: `${path.relative} is no text that can be read, so it is left as it is` }
      : undefined) ??
    clashRefusal(places, accepted) ??
    (await spellingRefusal(places, ports.spelling)) ??
    targetRefusal(proposal, accepted) ??
    (await occupiedRefusal(proposal, ports.reader));
  return {
    ...proposal,
    text: startText(proposal, accepted),
    state: 'streaming',
    refusal,
    protected: places.some(({ names }) => names.some(isProtected)),
  };
}

type Proposal = Pick<ProposedFile, 'action' | 'base' | 'to'> & { readonly path: CheckedPath };

function refusedPath(block: NamedBlock, name: string, detail: string): ProposedFile {
  return {
    name,
    action: block.action,
    path: undefined,
    to: undefined,
    base: undefined,
    text: '',
    state: 'streaming',
    refusal: { kind: 'path', detail },
    protected: false,
  };
}

async function readBase(
  path: CheckedPath,
  others: readonly ProposedFile[],
  reader: WorkspaceReader,
): Promise<FileText | 'unreadable' | undefined> {
  const earlier = earlierProposal(path, others);
  return earlier === undefined ? reader.read(path) : earlier.base;
}

async function namesOf(path: string | undefined, links: LinkProbe): Promise<readonly string[]> {
  if (path === undefined) return [];
  const checked = await checkPath(path, links);
  return checked.ok ? checked.value.names : [path];
}

async function policyRefusal(
  { action }: Proposal,
  places: readonly CheckedPath[],
  policy: AnswerPolicy,
  links: LinkProbe,
): Promise<Refusal | undefined> {
  if (!('documents' in policy)) return phaseRefusal(places, policy, await namesOf(policy.specificationPath, links));
  const asked = new Set(policy.documents.map(({ relative }) => relative));
  const other = places.find(({ relative }) => !asked.has(relative));
  if (other !== undefined) return { kind: 'phase', detail: `${other.relative} is no document that was asked for` };
  if (action !== 'delete' && action !== 'rename') return undefined;
  return { kind: 'phase', detail: `a document is to be written, and the answer wants to ${action} it` };
}

function phaseRefusal(
  places: readonly CheckedPath[],
  policy: ChangePolicy,
  specification: readonly string[],
): Refusal | undefined {
  const locked = new Set(specification.map(foldCase));
  for (const { relative, names } of places) {
    for (const name of names) {
      const detail = locked.has(foldCase(name))
        ? `${name} is the specification, which its own implementation does not change`
        : phaseViolation(policy.phase, name, policy);
      const link = name === relative ? '' : `${relative} leads to ${name} through a symbolic link; `;
      if (detail !== undefined) return { kind: 'phase', detail: link + detail };
    }
  }
  return undefined;
}

/** Two names that are one file, if only on some systems, or a file that would have to be a folder. */
function clashRefusal(places: readonly CheckedPath[], others: readonly ProposedFile[]): Refusal | undefined {
  for (const other of others.flatMap(checkedPlacesOf)) {
    for (const place of places) {
      const detail = place.relative === other.relative ? undefined : clashOf(place, other);
      if (detail !== undefined) return target(detail);
    }
  }
  return undefined;
}

function clashOf(place: CheckedPath, other: CheckedPath): string | undefined {
  const theirs = other.names.map(foldCase);
  const mine = place.names.map(foldCase);
  if (mine[0] === theirs[0]) return sameFile(place.relative, other.relative);
  if (mine.some((name) => theirs.includes(name))) {
    return `${place.relative} and ${other.relative} are one file through a symbolic link`;
  }
  const isFolder = mine.some((name) =>
    theirs.some((their) => name.startsWith(`${their}/`) || their.startsWith(`${name}/`)),
  );
  return isFolder ? `${place.relative} and ${other.relative} cannot both be files` : undefined;
}

async function spellingRefusal(places: readonly CheckedPath[], spelling: Spelling): Promise<Refusal | undefined> {
  for (const name of places.flatMap(({ names }) => names)) {
    const there = await spelling.otherwise(name);
    if (there !== undefined) return target(sameFile(name, there));
  }
  return undefined;
}

function sameFile(path: string, other: string): string {
  return `${path} and ${other} differ in letter case only, and are one file on some systems`;
}

function targetRefusal({ action, path, to, base }: Proposal, others: readonly ProposedFile[]): Refusal | undefined {
  const name = path.relative;
  const mover = others.find((other) => other.action === 'rename' && placesOf(other).includes(name));
  if (mover !== undefined) return target(`${name} takes part in a renaming that the answer asks for before`);
  if (action !== 'delete' && action !== 'rename') return undefined;
  if (base === undefined) return target(`there is no ${name} to ${action}`);
  if (action === 'delete') return undefined;
  if (to === undefined) return target(`the answer names no new path for ${name}`);
  if (earlierProposal(path, others) !== undefined) return target(`${name} is changed and renamed in one answer`);
  if (others.some((other) => placesOf(other).includes(to.relative))) {
    return target(`${to.relative} is already there: the answer writes it too`);
  }
  return undefined;
}

async function occupiedRefusal({ path, to }: Proposal, reader: WorkspaceReader): Promise<Refusal | undefined> {
  if (to === undefined) return undefined;
  const mine = new Set(path.names.map(foldCase));
  if (to.names.some((name) => mine.has(foldCase(name)))) {
    return target(`${path.relative} and ${to.relative} are one file on some systems`);
  }
  return (await reader.read(to)) === undefined ? undefined : target(`${to.relative} is already there`);
}

/** What the block's lines come after. */
function startText({ action, path, base }: Proposal, others: readonly ProposedFile[]): string {
  if (action === 'rename') return base?.text ?? '';
  if (action !== 'append') return '';
  const text = (earlierProposal(path, others) ?? base)?.text ?? '';
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function earlierProposal(path: CheckedPath, others: readonly ProposedFile[]): ProposedFile | undefined {
  return others.find((other) => other.path?.relative === path.relative);
}

function placesOf(file: ProposedFile): string[] {
  return checkedPlacesOf(file).map(({ relative }) => relative);
}

function checkedPlacesOf({ path, to }: ProposedFile): CheckedPath[] {
  return [path, to].filter((place) => place !== undefined);
}

function target(detail: string): Refusal {
  return { kind: 'target', detail };
}
