import { join } from 'node:path';
import type { TextDocument } from 'vscode';
import { EventEmitter, Uri, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Strength } from '../../core/proof/mutation/strength';
import { componentOf } from '../../core/tdflow/session';
import type { KeptStrength } from '../../core/tdflow/strength/keptStrength';
import { keptStrength } from '../../core/tdflow/strength/keptStrength';
import type { Suggestion } from '../../core/tdflow/strength/suggestions';
import { suggestionsFor } from '../../core/tdflow/strength/suggestions';
import type { Flow } from '../flow';
import { isUnsaved } from '../openDocument';
import type { OpenSpecifications } from '../specifications/openSpecifications';
import { Throttle } from '../throttle';

/** What is known of a component's tests: what was found here; or that somebody looked elsewhere, which counts for nothing. */
export type KnownStrength = KeptStrength | 'not ours';

const SETTLE_MS = 100;

/** How strong the tests of the shown session's components were found to be, and what of it still holds. */
export class Strengths implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  /** What is unsaved counts as the file, so each change of it is looked at. */
  private readonly settling = this.owned.add(new Throttle(() => void this.read(), SETTLE_MS));
  private known: ReadonlyMap<string, KnownStrength> = new Map();
  private reads = 0;

  constructor(
    private readonly open: OpenSpecifications,
    private readonly flow: Flow,
  ) {
    this.owned.add(
      flow.onDidChange(() => {
        if (flow.running === undefined) void this.read();
      }),
    );
    this.owned.add(open.onDidChange(() => this.changed.fire()));
    this.owned.add(
      // Told also, without a change of the text, when a document begins or ceases to be unsaved.
      workspace.onDidChangeTextDocument(({ document }) => {
        if (!this.isAbout(document)) return;
        this.changed.fire();
        this.settling.request();
      }),
    );
    for (const event of [workspace.onDidSaveTextDocument, workspace.onDidCloseTextDocument]) {
      this.owned.add(event((document) => (this.isAbout(document) ? void this.read() : undefined)));
    }
    void this.read();
  }

  /** Undefined: nobody looked since GREEN was reached. */
  of(component: string): KnownStrength | undefined {
    return this.known.get(component);
  }

  /** What was found here, of all components. */
  get found(): readonly Strength[] {
    return [...this.known.values()].flatMap((known) => (known === 'not ours' ? [] : [known.strength]));
  }

  /** Its files that are not what they were, in the editor or on disk. */
  changedOf(component: string): readonly string[] {
    const known = this.known.get(component);
    if (known === undefined || known === 'not ours') return [];
    const unsaved = known.strength.files.map(({ path }) => path).filter((path) => this.isUnsaved(path));
    return [...new Set([...known.changed, ...unsaved])];
  }

  /** What survivors in code that is as it was suggest for a specification. None for a document that is not the shown session's. */
  suggestionsIn(document: TextDocument): readonly Suggestion[] {
    const read = this.open.isOfSession(document) ? this.open.of(document) : undefined;
    if (read?.ok !== true) return [];
    return this.found.flatMap((strength) => {
      const changed = this.changedOf(strength.component);
      const all = suggestionsFor(strength, read.value.specification);
      return all.filter(({ criterion }) => criterion.faults.every(({ file }) => !changed.includes(file)));
    });
  }

  /** Reads what was kept; of readings that overtake each other the last one counts. */
  async read(): Promise<void> {
    const reading = ++this.reads;
    const { session, project } = this.flow;
    const known = new Map<string, KnownStrength>();
    for (const { name } of session?.components ?? []) {
      if (session === undefined || project === undefined || componentOf(session, name) === undefined) continue;
      const kept = await keptStrength(session, name, project.ports);
      if (kept !== undefined) known.set(name, kept);
    }
    if (reading !== this.reads || JSON.stringify([...known]) === JSON.stringify([...this.known])) return;
    this.known = known;
    this.changed.fire();
  }

  uriOf(path: string): Uri | undefined {
    const { project } = this.flow;
    return project === undefined ? undefined : Uri.file(join(project.root, path));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private isUnsaved(path: string): boolean {
    const uri = this.uriOf(path);
    return uri !== undefined && isUnsaved(uri);
  }

  private isAbout({ uri }: TextDocument): boolean {
    const wanted = uri.toString();
    return this.found.some(({ files }) => files.some(({ path }) => this.uriOf(path)?.toString() === wanted));
  }
}
