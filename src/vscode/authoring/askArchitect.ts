import { window } from 'vscode';
import type { DocumentPiece } from '../../core/authoring/documentPiece';
import type { ArchitecturePlan, FoundGuidance, PlanRequest } from '../../core/authoring/sparc/planArchitecture';
import { plain } from '../plain';

const TITLE = 'AgentForge: Architect (SPARC)';

/** What the project is; '' when the usual words are to do, undefined when the user walks away. */
export async function askWhat({ path }: FoundGuidance): Promise<string | undefined> {
  const described = await window.showInputBox({
    title: TITLE,
    prompt: plain(
      `There is no ${path.relative}. What is the project? A sentence or a paragraph; guidance is written from it.`,
    ),
    placeHolder: 'A shop for books, with carts and orders',
    ignoreFocusOut: true,
  });
  return described?.trim();
}

/** Whether documents that are there are written anew; undefined when the user walks away. */
export async function askWhich({ pieces, skipped }: ArchitecturePlan): Promise<PlanRequest['which'] | undefined> {
  if (skipped.length === 0) return 'missing';
  const there = {
    label: 'Write the missing ones',
    detail: `Stay as they are: ${skipped.join(', ')}`,
    which: 'missing',
  } as const;
  const all = { label: 'Write all anew', detail: 'You see each change before it is written.', which: 'all' } as const;
  const items = pieces.length === 0 ? [all] : [there, all];
  const placeHolder =
    pieces.length === 0
      ? 'All documents are there.'
      : `${skipped.length} of ${skipped.length + pieces.length} documents are there.`;
  return (await window.showQuickPick(items, { title: TITLE, placeHolder, ignoreFocusOut: true }))?.which;
}

/** Whose prompt a person carries next; undefined when they walk away, or none is left. */
export async function askPiece(pieces: readonly DocumentPiece[]): Promise<DocumentPiece | undefined> {
  if (pieces.length < 2) return pieces[0];
  const items = pieces.map((piece) => ({ label: piece.id, description: piece.documents[0]?.relative ?? '', piece }));
  const placeHolder = 'The prompt of which document is copied? Each is asked for on its own.';
  return (await window.showQuickPick(items, { title: TITLE, placeHolder, ignoreFocusOut: true }))?.piece;
}
