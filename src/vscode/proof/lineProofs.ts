import { relative, sep } from 'node:path';
import type { TextDocument } from 'vscode';
import { EventEmitter, window, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { LineMark } from '../../core/outline/lineMarks';
import { lineMarks } from '../../core/outline/lineMarks';
import type { MeasuredLines } from '../../core/proof/coverage/keepLines';
import { readKeptLines } from '../../core/proof/coverage/keepLines';
import type { LastRun } from '../../core/tdflow/lastRuns';
import type { RequirementState } from '../../core/tdflow/requirementStates';
import type { TestedLines } from '../../core/verdict/testedLines';
import { checkPath } from '../../core/workspace/checkedPath';
import type { Flow } from '../flow';
import { SETTING } from '../manifest';
import type { Proofs } from '../specifications/proofs';

const NONE: readonly LineMark[] = [];

/** What the last VERIFY knows of the lines of the files that are shown; nothing where the user does not want to see it. */
export class LineProofs implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly kept = new WeakMap<TestedLines, { readonly lines: MeasuredLines | undefined }>();
  private marks: ReadonlyMap<TextDocument, readonly LineMark[]> = new Map();
  private reads = 0;

  constructor(
    private readonly proofs: Proofs,
    private readonly flow: Flow,
  ) {
    this.owned.add(proofs.onDidChange(() => void this.read()));
    this.owned.add(
      flow.onDidChange(() => {
        if (flow.running === undefined) void this.read();
      }),
    );
    this.owned.add(window.onDidChangeVisibleTextEditors(() => void this.read()));
    this.owned.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTING.proofGutter)) void this.read();
      }),
    );
    void this.read();
  }

  of(document: TextDocument): readonly LineMark[] {
    return this.marks.get(document) ?? NONE;
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Of readings that overtake each other the last one counts. */
  private async read(): Promise<void> {
    const reading = ++this.reads;
    const shown = workspace.getConfiguration().get<boolean>(SETTING.proofGutter) === true;
    const marks = shown ? await this.readAll() : new Map();
    if (reading !== this.reads || (marks.size === 0 && this.marks.size === 0)) return;
    this.marks = marks;
    this.changed.fire();
  }

  private async readAll(): Promise<ReadonlyMap<TextDocument, readonly LineMark[]>> {
    const marks = new Map<TextDocument, readonly LineMark[]>();
    const measured = this.proofs.lastRuns.flatMap((run) => {
      const lines = run.lines && this.linesOf(run.lines);
      return lines === undefined ? [] : [{ run, lines }];
    });
    if (measured.length === 0) return marks;
    // It cannot be opened when it is gone.
    const shown = await this.proofs.ofSession().catch(() => undefined);
    const states = shown?.states ?? [];
    // As long as it cannot be read no line is called unrequested.
    if (states.length === 0) return marks;
    for (const { document } of window.visibleTextEditors) {
      const found = await this.marksOf(document, measured, states);
      if (found.length > 0) marks.set(document, found);
    }
    return marks;
  }

  private async marksOf(
    document: TextDocument,
    measured: readonly { readonly run: LastRun; readonly lines: MeasuredLines }[],
    states: readonly RequirementState[],
  ): Promise<readonly LineMark[]> {
    const { project } = this.flow;
    if (project === undefined || document.uri.scheme !== 'file') return NONE;
    const path = relative(project.root, document.uri.fsPath).split(sep).join('/');
    const about = measured.find(({ lines }) => lines.files.some((file) => file.path === path));
    const checked = about && (await checkPath(path, project.ports.links));
    if (about === undefined || !checked?.ok) return NONE;
    const file = await project.ports.reader.read(checked.value);
    const hash = file === undefined || file === 'unreadable' ? undefined : file.hash;
    const isCurrent = about.lines.files.some((each) => each.path === path && each.hash === hash);
    return lineMarks(path, { ...about, states, isCurrent });
  }

  /** Read once for each run. */
  private linesOf(lines: TestedLines): MeasuredLines | undefined {
    const known = this.kept.get(lines) ?? { lines: readKeptLines(lines) };
    this.kept.set(lines, known);
    return known.lines;
  }
}
