import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { commands, Range, Uri, window, workspace } from 'vscode';
import type { JournalFileState, JournalStore } from '../../core/apply/journal';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Row, RowTarget } from '../../core/outline/row';
import { PHASE_LABEL } from '../../core/phase';
import { componentOf } from '../../core/tdflow/session';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { ProposalDocuments } from '../proposalDocuments';
import { pickSpecification } from '../specificationPicker';
import { registerCommand } from './registerCommand';

/** Everything that only opens something: a row, a specification, the sample. */
export function openCommands(flow: Flow, documents: ProposalDocuments, sampleDir: string, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.openRow, log, async (row?: Row) => {
      const problem = row === undefined ? undefined : await openRow(row, flow, documents);
      if (problem !== undefined) await showProblem(problem, log);
    }),
    registerCommand(COMMAND.showRunOutput, log, (row?: Row) => showRunOutput(row, flow)),
    registerCommand(COMMAND.openSpecification, log, openSpecification),
    registerCommand(COMMAND.openSample, log, () => openSample(sampleDir)),
  ];
}

/** Opens what the test run of a phase's last verdict printed. */
async function showRunOutput(row: Row | undefined, { session, project }: Flow): Promise<void> {
  if (row?.component === undefined || row.phase === undefined || session === undefined || project === undefined) return;
  const record = componentOf(session, row.component)?.phases[row.phase];
  if (record === undefined) return;
  const path = project.ports.attempts.pathOf(session.id, record.attempt, 'output.txt');
  const uri = Uri.file(join(project.root, path));
  try {
    await window.showTextDocument(uri, { preview: true });
  } catch {
    // A record of an older version, or of another clone: the history is not in git.
    void window.showInformationMessage('The output of this run was not kept here. Run or prove the phase again.');
  }
}

async function openRow(row: Row, flow: Flow, documents: ProposalDocuments): Promise<Problem | undefined> {
  const { target } = row;
  const { project } = flow;
  if (target === undefined || project === undefined) return undefined;
  if (target.kind === 'proposal') {
    await flow.running?.openProposal(target.name);
    return undefined;
  }
  if (target.kind === 'applied') {
    const compared = await compareApplied(target, project.ports.journal, documents);
    if (compared === 'shown') return undefined;
    if (compared !== 'unknown') return compared;
  }
  const uri = Uri.file(join(project.root, target.path));
  const line = target.kind === 'file' ? (target.line ?? 1) - 1 : 0;
  await window.showTextDocument(uri, { preview: true, selection: new Range(line, 0, line, 0) });
  return undefined;
}

/** Shows what a generation changed, from the journal; `unknown` when the file is not part of it. */
async function compareApplied(
  { journalEntry, path }: Extract<RowTarget, { kind: 'applied' }>,
  journal: JournalStore,
  documents: ProposalDocuments,
): Promise<'shown' | 'unknown' | Problem> {
  const entry = (await journal.readEntries()).find((each) => each.id === journalEntry);
  const change = entry?.changes.find((each) => each.path === path);
  if (entry === undefined || change === undefined) return 'unknown';
  const contentOf = async (state: JournalFileState | undefined) =>
    state === undefined ? new Uint8Array() : journal.getContent(state.hash);
  const [before, after] = [await contentOf(change.before), await contentOf(change.after)];
  if (before === undefined || after === undefined) {
    return {
      kind: 'input-invalid',
      detail: `The journal has lost a content of ${path}, so there is nothing to compare.`,
    };
  }
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  await documents.openChange(`${path} (${PHASE_LABEL[entry.phase]} of ${entry.component})`, path, {
    run: journalEntry,
    before: text(before),
    after: text(after),
  });
  return 'shown';
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
