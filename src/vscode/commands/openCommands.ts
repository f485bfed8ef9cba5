import { join } from 'node:path';
import type { Disposable, Memento } from 'vscode';
import { Range, Uri, window, workspace } from 'vscode';
import type { JournalEntry, JournalFileState, JournalStore } from '../../core/apply/journal';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Row, RowTarget } from '../../core/outline/row';
import { workTitle } from '../../core/outline/workTitle';
import type { Generation } from '../../core/tdflow/history';
import type { Session } from '../../core/tdflow/session';
import { componentOf } from '../../core/tdflow/session';
import type { Project } from '../../node/project';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { ChangedText, ProposalDiffs } from '../review/proposalDiffs';
import { openSample } from '../sampleOpening';
import { showPage } from '../showPage';
import { pickSpecification } from '../specificationPicker';
import { registerCommand } from './registerCommand';

/** Everything that only opens something: a row, a specification, the sample. */
export function openCommands(
  flow: Flow,
  documents: ProposalDiffs,
  sample: { readonly dir: string; readonly state: Memento },
  log: Log,
): Disposable[] {
  return [
    registerCommand(COMMAND.openRow, log, async (row?: Row) => {
      const problem = row === undefined ? undefined : await openRow(row, flow, documents);
      if (problem !== undefined) await showProblem(problem, log);
    }),
    registerCommand(COMMAND.showRunOutput, log, (row?: Row) => showRunOutput(row, flow)),
    registerCommand(COMMAND.showReport, log, (of?: Row | string) => showReport(of, flow)),
    registerCommand(COMMAND.openSpecification, log, openSpecification),
    registerCommand(COMMAND.openSample, log, () => openSample(sample.dir, sample.state)),
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

/**
 * Opens the report of a verdict, as a page.
 * @param of the row of its phase, or the report's file from the root
 */
async function showReport(of: Row | string | undefined, { session, project }: Flow): Promise<void> {
  if (project === undefined) return;
  const path = typeof of === 'string' ? of : reportOf(of, { session, project });
  if (path === undefined) return;
  const uri = Uri.file(join(project.root, path));
  try {
    await workspace.openTextDocument(uri);
  } catch {
    void window.showInformationMessage('There is no report of this run here. Run VERIFY again to have one.');
    return;
  }
  await showPage(uri);
}

function reportOf(
  row: Row | undefined,
  { session, project }: { readonly session: Session | undefined; readonly project: Project },
): string | undefined {
  if (row?.component === undefined || row.phase === undefined || session === undefined) return undefined;
  const record = componentOf(session, row.component)?.phases[row.phase];
  return record && project.ports.attempts.pathOf(session.id, record.attempt, 'report.md');
}

async function openRow(row: Row, flow: Flow, documents: ProposalDiffs): Promise<Problem | undefined> {
  const { target } = row;
  const { project } = flow;
  if (target === undefined || project === undefined) return undefined;
  if (target.kind === 'proposal') {
    await flow.running?.openProposal(target.name, target.line);
    return undefined;
  }
  if (target.kind === 'conflict') {
    await flow.running?.openConflict(target.name);
    return undefined;
  }
  if (target.kind === 'generation') {
    const generation = flow.generations.find(({ number }) => number === target.number);
    return generation === undefined ? undefined : openGeneration(generation, { ...project, documents });
  }
  if (target.kind === 'documents') {
    const written = flow.documents.find(({ entry }) => entry.id === target.journalEntry);
    return written === undefined
      ? undefined
      : openEntry(written.entry, workTitle(written.entry), { ...project, documents });
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

/** Shows what a generation changed in a file, from the journal; `unknown` when the file is not part of it. */
async function compareApplied(
  { journalEntry, path }: Extract<RowTarget, { kind: 'applied' }>,
  journal: JournalStore,
  documents: ProposalDiffs,
): Promise<'shown' | 'unknown' | Problem> {
  const entry = (await journal.readEntries()).find((each) => each.id === journalEntry);
  if (entry === undefined || entry.changes.every((change) => change.path !== path)) return 'unknown';
  const found = (await sidesOf(entry, journal)).find((change) => change.path === path);
  if (found === undefined) return lost(path);
  await documents.openChange(`${path} (${workTitle(entry)})`, entry.id, found);
  return 'shown';
}

/** Shows all that a generation changed, in one editor. */
async function openGeneration({ number, entry, state }: Generation, shown: ShownIn): Promise<Problem | undefined> {
  if (entry === undefined) {
    const forgotten =
      'The journal does not know what was written of this answer: it has forgotten it, or is another one.';
    const detail = state === 'nothing written' ? 'Nothing of this answer was written.' : forgotten;
    return { kind: 'input-invalid', detail };
  }
  return openEntry(entry, `${number} ${workTitle(entry)}`, shown);
}

interface ShownIn {
  readonly ports: { readonly journal: JournalStore };
  readonly documents: ProposalDiffs;
}

async function openEntry(
  entry: JournalEntry,
  title: string,
  { ports, documents }: ShownIn,
): Promise<Problem | undefined> {
  const sides = await sidesOf(entry, ports.journal);
  if (sides.length < entry.changes.length) return lost(entry.changes.map(({ path }) => path).join(', '));
  await documents.openChanges(title, entry.id, sides);
  return undefined;
}

/** What each file of an entry was and became; without those whose content is not there any more. */
async function sidesOf(entry: JournalEntry, journal: JournalStore): Promise<readonly ChangedText[]> {
  const read = await journal.readContents(entry);
  const contents: ReadonlyMap<string, Uint8Array> = read.ok ? read.value : new Map();
  const textOf = (state: JournalFileState | undefined) => {
    const bytes = state === undefined ? new Uint8Array() : contents.get(state.hash);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  return entry.changes.flatMap(({ path, before: from, after: to }) => {
    const [before, after] = [textOf(from), textOf(to)];
    return before === undefined || after === undefined ? [] : [{ path, before, after, isNew: from === undefined }];
  });
}

function lost(paths: string): Problem {
  return {
    kind: 'input-invalid',
    detail: `The journal does not hold ${paths} any more, so there is nothing to compare.`,
  };
}

async function openSpecification(): Promise<void> {
  const uri = await pickSpecification();
  if (uri !== undefined) await window.showTextDocument(uri);
}
