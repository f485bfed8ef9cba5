import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { commands, Range, Uri, window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { ProposalDocuments } from '../proposalDocuments';
import { pickSpecification } from '../specificationPicker';
import { registerCommand } from './registerCommand';

/** Everything that only opens something: a row, a specification, the sample. */
export function openCommands(flow: Flow, documents: ProposalDocuments, sampleDir: string, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.openRow, log, (row?: Row) =>
      row === undefined ? undefined : openRow(row, flow, documents),
    ),
    registerCommand(COMMAND.openSpecification, log, openSpecification),
    registerCommand(COMMAND.openSample, log, () => openSample(sampleDir)),
  ];
}

async function openRow(row: Row, flow: Flow, documents: ProposalDocuments): Promise<void> {
  const { target } = row;
  const { project } = flow;
  if (target === undefined || project === undefined) return;
  if (target.kind === 'proposal') return flow.running?.openProposal(target.name);
  if (target.kind === 'applied' && (await openApplied(target.journalEntry, target.path, flow, documents))) return;
  const uri = Uri.file(join(project.root, target.path));
  const line = target.kind === 'file' ? (target.line ?? 1) - 1 : 0;
  await window.showTextDocument(uri, { preview: true, selection: new Range(line, 0, line, 0) });
}

/** Shows what a generation changed, from the journal; false when the file is not part of it. */
async function openApplied(entryId: string, path: string, flow: Flow, documents: ProposalDocuments): Promise<boolean> {
  const { journal } = flow.project?.ports ?? {};
  const entry = (await journal?.readEntries())?.find((each) => each.id === entryId);
  const change = entry?.changes.find((each) => each.path === path);
  if (journal === undefined || change === undefined) return false;
  const textOf = async (state: { readonly hash: string } | undefined) =>
    state === undefined ? '' : new TextDecoder().decode(await journal.getContent(state.hash));
  const [before, after] = [await textOf(change.before), await textOf(change.after)];
  await documents.openChange(`${path} (${entry?.phase} of ${entry?.component})`, path, { run: entryId, before, after });
  return true;
}

async function openSpecification(): Promise<void> {
  const uri = await pickSpecification();
  if (uri !== undefined) await window.showTextDocument(uri);
}

/** Always a fresh copy: the sample is there to be changed. */
async function openSample(sampleDir: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'agentforge-sample-'));
  await cp(sampleDir, folder, { recursive: true });
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await commands.executeCommand('vscode.openFolder', Uri.file(folder), { forceNewWindow });
}
