import type { Problem } from '../errors';
import type { WritingPhase, WritingWork } from '../phase';
import { PHASE_LABEL } from '../phase';
import type { Prompt } from '../prompt/prompt';
import type { PromptBase, PromptMark } from '../prompt/promptMark';
import type { FileText } from '../workspace/fileText';
import type { WorkspaceReader } from '../workspace/workspace';
import type { DocumentSource } from './documentSource';
import type { Task } from './task';

/** A prompt that a person carries to a model, as it is remembered until the answer comes. */
export interface CopiedPrompt extends PromptMark {
  /** ISO time. */
  readonly at: string;
  readonly sessionId: string;
  /** '' for documents. */
  readonly specFile: string;
  /** The component, or what the documents are. */
  readonly component: string;
  readonly phase: WritingWork;
  /** What of an answer that broke off came whole; '' for nothing. */
  readonly part: string;
  /** Of documents: which question it is, and what they are written from. */
  readonly documents?: { readonly piece: string; readonly source: DocumentSource };
}

/** A prompt on its way to a model, and as it is remembered. */
export interface CarriedPrompt {
  readonly prompt: Prompt;
  readonly copied: CopiedPrompt;
}

/** A prompt of a phase. */
export type CopiedPhasePrompt = CopiedPrompt & { readonly phase: WritingPhase };

export function isOfPhase(copied: CopiedPrompt): copied is CopiedPhasePrompt {
  return copied.phase !== 'documents';
}

export function copiedPrompt(task: Task<WritingPhase>, mark: PromptMark, at: Date): CopiedPhasePrompt {
  return {
    ...mark,
    at: at.toISOString(),
    sessionId: task.session.id,
    specFile: task.specification.path,
    component: task.component.name,
    phase: task.phase,
    part: '',
  };
}

/** The problem of an answer that is given for something else than it is for. */
export function wrongPlace(
  copied: CopiedPhasePrompt,
  wish: {
    readonly component: string | undefined;
    readonly phase: string | undefined;
    readonly specFile: string | undefined;
  },
): Problem | undefined {
  const fits =
    (wish.component ?? copied.component) === copied.component &&
    (wish.phase ?? copied.phase) === copied.phase &&
    (wish.specFile ?? copied.specFile) === copied.specFile;
  if (fits) return undefined;
  const detail = `This answer is for ${PHASE_LABEL[copied.phase]} of ${copied.component} in ${copied.specFile} (prompt ${copied.id}), and not for what was asked. Give it there, or give a model the prompt of what you want.`;
  return { kind: 'input-invalid', detail };
}

/** Reads the files that the prompt was made from as they were then: an answer is about those. */
export class ReaderAsOf implements WorkspaceReader {
  /** Paths of files that were read and have changed since. */
  readonly stale = new Set<string>();
  private readonly bases: ReadonlyMap<string, PromptBase>;

  constructor(
    copied: PromptMark,
    private readonly now: WorkspaceReader,
  ) {
    this.bases = new Map(copied.bases.map((base) => [base.path, base]));
  }

  async read(path: Parameters<WorkspaceReader['read']>[0]): Promise<FileText | 'unreadable' | undefined> {
    const now = await this.now.read(path);
    const base = this.bases.get(path.relative);
    if (base === undefined || now === 'unreadable' || now?.text === base.text) return now;
    this.stale.add(path.relative);
    if (base.text === undefined) return undefined;
    const { eol, bom, mode } = now ?? { eol: '\n', bom: false, mode: undefined };
    // Another hash than that of the file now, whatever its bytes were.
    return { text: base.text, eol, bom, mode, hash: `as of the prompt: ${base.hash}` };
  }

  list(limit: number): Promise<readonly string[]> {
    return this.now.list(limit);
  }
}
