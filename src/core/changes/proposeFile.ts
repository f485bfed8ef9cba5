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
  policy: ChangePolicy,
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
    phaseRefusal(places, policy) ??
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
    protected: places.some((place) => isProtected(place.relative)),
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

function phaseRefusal(places: readonly CheckedPath[], policy: ChangePolicy): Refusal | undefined {
  for (const { relative } of places) {
    const detail = isSpecification(relative, policy)
      ? `${relative} is the specification, which its own implementation does not change`
      : phaseViolation(policy.phase, relative, policy);
    if (detail !== undefined) return { kind: 'phase', detail };
  }
  return undefined;
}

function isSpecification(relative: string, { specificationPath }: ChangePolicy): boolean {
  return specificationPath !== undefined && foldCase(specificationPath) === foldCase(relative);
}

/** Two names that are one file on some systems, or a file that would have to be a folder. */
function clashRefusal(places: readonly CheckedPath[], others: readonly ProposedFile[]): Refusal | undefined {
  for (const other of others.flatMap(placesOf)) {
    for (const { relative } of places) {
      const [mine, theirs] = [foldCase(relative), foldCase(other)];
      if (relative !== other && mine === theirs) {
        return target(sameFile(relative, other));
      }
      if (mine.startsWith(`${theirs}/`) || theirs.startsWith(`${mine}/`)) {
        return target(`${relative} and ${other} cannot both be files`);
      }
    }
  }
  return undefined;
}

async function spellingRefusal(places: readonly CheckedPath[], spelling: Spelling): Promise<Refusal | undefined> {
  for (const { relative } of places) {
    const there = await spelling.otherwise(relative);
    if (there !== undefined) return target(sameFile(relative, there));
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
  if (foldCase(to.relative) === foldCase(path.relative)) {
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
  return [file.path, file.to].flatMap((place) => (place === undefined ? [] : [place.relative]));
}

function target(detail: string): Refusal {
  return { kind: 'target', detail };
}
