import { join } from 'node:path';
import type { TextDocument } from 'vscode';
import { commands, EventEmitter, Uri, window, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { LastRun, RunTest } from '../../core/tdflow/lastRuns';
import { lastRuns } from '../../core/tdflow/lastRuns';
import type { RequirementState } from '../../core/tdflow/requirementStates';
import { requirementStates } from '../../core/tdflow/requirementStates';
import type { Session } from '../../core/tdflow/session';
import type { Flow } from '../flow';
import { CONTEXT } from '../manifest';
import type { OpenSpecifications } from './openSpecifications';
import { requirementAt } from './requirementAt';

interface Known {
  readonly version: number;
  readonly runs: readonly LastRun[];
  readonly states: readonly RequirementState[];
}

/** How far the requirements of the session's specification are proven, as it is typed. */
export class Proofs implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly known = new WeakMap<TextDocument, Known>();
  /** The editor is told only what changed. */
  private readonly toldMenus = new Map<string, boolean>();
  private runs: readonly LastRun[] = [];
  private reads = 0;

  constructor(
    private readonly open: OpenSpecifications,
    private readonly flow: Flow,
  ) {
    this.owned.add(open.onDidChange(() => this.tell()));
    this.owned.add(flow.onDidChange(() => void this.read()));
    this.owned.add(window.onDidChangeActiveTextEditor(() => this.tellMenus()));
    void this.read();
  }

  /** Of those requirements whose tests ran; none for a document that is not about the shown session, or cannot be read. */
  of(document: TextDocument): readonly RequirementState[] {
    const { project } = this.flow;
    const read = this.open.isOfSession(document) ? this.open.of(document) : undefined;
    if (project === undefined || read?.ok !== true) return [];
    const known = this.known.get(document);
    if (known?.version === document.version && known.runs === this.runs) return known.states;
    const states = requirementStates(read.value.specification, this.runs, project.ports).filter(({ hasRun }) => hasRun);
    this.known.set(document, { version: document.version, runs: this.runs, states });
    return states;
  }

  /** Of all components of the shown session that were run. */
  get lastRuns(): readonly LastRun[] {
    return this.runs;
  }

  /** How far the requirement at a line, from 0, is proven; undefined where there is none whose tests ran. */
  at(document: TextDocument, line: number): RequirementState | undefined {
    const read = this.open.of(document);
    const here = read?.ok === true ? requirementAt(read.value.specification, line) : undefined;
    return here && this.of(document).find(({ requirement }) => requirement === here);
  }

  /** The session's specification and its requirements; opened unseen where no editor has it. Undefined without a session. */
  async ofSession(): Promise<
    { readonly document: TextDocument; readonly states: readonly RequirementState[] } | undefined
  > {
    const { project, session } = this.flow;
    if (project === undefined || session === undefined) return undefined;
    const document = await workspace.openTextDocument(Uri.file(join(project.root, session.specFile)));
    return { document, states: this.of(document) };
  }

  /** The test of the last runs that stands at a line, from 0. */
  testAt(document: TextDocument, line: number): RunTest | undefined {
    return this.testsIn(document)
      .filter((test) => (test.line ?? 1) <= line + 1)
      .reduce<RunTest | undefined>(
        (best, test) => (best === undefined || (test.line ?? 1) > (best.line ?? 1) ? test : best),
        undefined,
      );
  }

  uriOf({ file }: RunTest): Uri | undefined {
    const { project } = this.flow;
    return project === undefined ? undefined : Uri.file(join(project.root, file));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private testsIn(document: TextDocument): readonly RunTest[] {
    const all = this.runs.flatMap(({ tests }) => tests);
    return all.filter((test) => this.uriOf(test)?.toString() === document.uri.toString());
  }

  /** While a phase runs its files and records are in the middle; its end is told too. */
  private async read(): Promise<void> {
    const { session, project, running } = this.flow;
    if (running !== undefined) return;
    const reading = ++this.reads;
    const runs = project === undefined || session === undefined ? [] : await this.runsOf(session, project.ports);
    // The flow tells of much that is none of ours; what tests say is read anew only when it is something else.
    if (reading !== this.reads || JSON.stringify(runs) === JSON.stringify(this.runs)) return;
    this.runs = runs;
    this.tell();
  }

  private runsOf(session: Session, ports: Parameters<typeof lastRuns>[2]): Promise<readonly LastRun[]> {
    const { flow } = this;
    return lastRuns(
      session,
      {
        verdictOf: (component, phase) => flow.verdictOf(component, phase),
        isStale: (component, phase) => flow.isStale(component, phase),
      },
      ports,
    );
  }

  private tell(): void {
    this.tellMenus();
    this.changed.fire();
  }

  private tellMenus(): void {
    const document = window.activeTextEditor?.document;
    const keys = {
      [CONTEXT.inSpecification]: document !== undefined && this.of(document).length > 0,
      [CONTEXT.inTestedFile]: document !== undefined && this.testsIn(document).length > 0,
    };
    for (const [key, value] of Object.entries(keys)) {
      if (this.toldMenus.get(key) === value) continue;
      this.toldMenus.set(key, value);
      void commands.executeCommand('setContext', key, value);
    }
  }
}
