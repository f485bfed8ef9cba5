import type { Config } from '../../config/config';
import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { DocumentSource } from '../../tdflow/documentSource';
import type { Ports } from '../../tdflow/ports';
import type { CheckedPath } from '../../workspace/checkedPath';
import { checkPath } from '../../workspace/checkedPath';
import type { DocumentPiece, Material } from '../documentPiece';
import type { Guidance, ReadGuidance } from './guidance';
import { readGuidance, usualGuidance } from './guidance';
import type { SparcDocument } from './sparcDocuments';
import { ARCHITECTURE_FOLDER, SPARC_DOCUMENTS } from './sparcDocuments';
import type { CodeConventions } from './sparcPieces';
import { sparcPiece, sparcTogether } from './sparcPieces';

type PlanPorts = Pick<Ports, 'reader' | 'links' | 'countTokens' | 'hash'>;

/** Share of a prompt that documents may take which are there already. */
const EXISTING_SHARE = 0.5;

export interface FoundGuidance {
  /** Where it is, or where it would be written. */
  readonly path: CheckedPath;
  /** Undefined when there is no such file, or it cannot be read. */
  readonly read: ReadGuidance | undefined;
  readonly isUnreadable: boolean;
}

/** Finds the guidance: the file that is named, else `guidance.toml` in the project's root or in the folder of the documents. */
export async function findGuidance(
  given: string | undefined,
  folder: string | undefined,
  ports: PlanPorts,
): Promise<Result<FoundGuidance, Problem>> {
  const usual = ['guidance.toml', `${folder ?? ARCHITECTURE_FOLDER}/guidance.toml`];
  let first: CheckedPath | undefined;
  for (const name of given === undefined ? usual : [given]) {
    const checked = await checkPath(name, ports.links);
    if (!checked.ok) return fail({ kind: 'input-invalid', detail: checked.problem });
    first ??= checked.value;
    const file = await ports.reader.read(checked.value);
    if (file === undefined) continue;
    const read = file === 'unreadable' ? undefined : readGuidance(file.text);
    return ok({ path: checked.value, read, isUnreadable: file === 'unreadable' });
  }
  if (first === undefined) throw new Error('no place for the guidance');
  return ok({ path: first, read: undefined, isUnreadable: false });
}

export interface PlanRequest {
  readonly guidance: Guidance | undefined;
  /** What the user says of the project, which wins over the guidance. */
  readonly description: string | undefined;
  /** Workspace-relative; left out: `architecture`. */
  readonly folder?: string | undefined;
  /** Whether documents that are there are written anew. */
  readonly which: 'missing' | 'all';
  readonly conventions: CodeConventions;
  readonly config: Pick<Config, 'maxContextTokens'>;
}

export interface ArchitecturePlan {
  /** One for each document that is to be written. */
  readonly pieces: readonly DocumentPiece[];
  /** All of them in one question; undefined when there is none to write. */
  readonly together: DocumentPiece | undefined;
  /** Paths of documents that are there and stay. */
  readonly skipped: readonly string[];
  readonly source: DocumentSource;
}

/** Which documents are asked for, and how. */
export async function planArchitecture(
  { guidance, description, folder, which, conventions, config }: PlanRequest,
  ports: PlanPorts,
): Promise<Result<ArchitecturePlan, Problem>> {
  const wanted = new Map<SparcDocument, CheckedPath>();
  const there = new Map<SparcDocument, Material>();
  const skipped: string[] = [];
  for (const document of SPARC_DOCUMENTS) {
    const path = await checkPath(`${folder ?? ARCHITECTURE_FOLDER}/${document}.md`, ports.links);
    if (!path.ok) return fail({ kind: 'input-invalid', detail: path.problem });
    const file = await ports.reader.read(path.value);
    const isThere = file !== undefined;
    if (isThere && file !== 'unreadable') there.set(document, { name: path.value.relative, text: file.text });
    if (!isThere || which === 'all') wanted.set(document, path.value);
    else skipped.push(path.value.relative);
  }
  const usual = guidance ?? usualGuidance();
  const existing = thatFit(there, config.maxContextTokens * EXISTING_SHARE, ports.countTokens);
  const request = { guidance: { ...usual, description: description ?? usual.description }, conventions, existing };
  const pieces = [...wanted].map(([document, path]) => sparcPiece(document, path, request));
  const basis = ports.hash(new TextEncoder().encode(JSON.stringify(guidance ?? null)));
  const source = { words: description ?? '', basis };
  return ok({ pieces, together: wanted.size === 0 ? undefined : sparcTogether(wanted, request), skipped, source });
}

/** Those that others are built on come first. */
const ORDER: readonly SparcDocument[] = ['Architecture', 'Specification', 'Pseudocode', 'Refinement', 'Completion'];

function thatFit(
  documents: ReadonlyMap<SparcDocument, Material>,
  budget: number,
  countTokens: Ports['countTokens'],
): readonly Material[] {
  const taken: Material[] = [];
  let room = budget;
  for (const material of ORDER.map((each) => documents.get(each))) {
    if (material === undefined) continue;
    const tokens = countTokens(material.text);
    if (tokens > room) continue;
    room -= tokens;
    taken.push(material);
  }
  return taken;
}
