import type { TextDocument } from 'vscode';
import { EventEmitter, workspace } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { IncrementalYaml } from '../../core/lib/incrementalYaml';
import type { Result } from '../../core/lib/result';
import { declaresSpecification } from '../../core/spec/declaresSpecification';
import type { LoadedSpecification } from '../../core/spec/loadSpecification';
import { loadSpecification } from '../../core/spec/loadSpecification';
import type { Flow } from '../flow';
import { SETTING } from '../manifest';
import { Throttle } from '../throttle';

/** What a specification says, or why it cannot be read. */
export type ReadSpecification = Result<LoadedSpecification, readonly Problem[]>;

interface Read {
  readonly version: number;
  readonly result: ReadSpecification;
  /** Knows the text before. */
  readonly yaml: IncrementalYaml;
}

const LINT_SETTINGS = [SETTING.specificationLint, SETTING.specificationVagueWords, SETTING.specificationAllowedWords];

/** So soon after a key is pressed what the text says is read again. */
const SETTLE_MS = 40;

/** The specifications that are open in the editor, as they are typed: the session's, and files that say that they are one. */
export class OpenSpecifications implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly read = new WeakMap<TextDocument, Read>();
  private readonly seen = new WeakSet<TextDocument>();
  private readonly settling = this.owned.add(new Throttle(() => this.changed.fire(), SETTLE_MS));

  constructor(private readonly flow: Flow) {
    const changes = (document: TextDocument) => {
      const is = this.isSpecification(document);
      // What has just ceased to be one must be cleared, too.
      if (is || this.seen.has(document)) this.settling.request();
      if (is) this.seen.add(document);
      else this.seen.delete(document);
    };
    this.owned.add(workspace.onDidOpenTextDocument(changes));
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => changes(document)));
    this.owned.add(workspace.onDidCloseTextDocument(changes));
    this.owned.add(flow.onDidChange(() => this.settling.request()));
    this.owned.add(
      workspace.onDidChangeConfiguration((change) => {
        if (LINT_SETTINGS.some((name) => change.affectsConfiguration(name))) this.settling.request();
      }),
    );
  }

  /** Those that are open now. */
  get documents(): readonly TextDocument[] {
    return workspace.textDocuments.filter((document) => !document.isClosed && this.isSpecification(document));
  }

  /** What a document says as it is; undefined for what is no specification. */
  of(document: TextDocument): ReadSpecification | undefined {
    if (!this.isSpecification(document)) return undefined;
    const known = this.read.get(document);
    if (known?.version === document.version) return known.result;
    const path = workspace.asRelativePath(document.uri, false);
    const yaml = known?.yaml ?? new IncrementalYaml();
    const result = loadSpecification({ text: document.getText(), path, hash: '' }, yaml.read);
    this.read.set(document, { version: document.version, result, yaml });
    return result;
  }

  /** Whether the shown session is about the document. */
  isOfSession(document: TextDocument): boolean {
    const { session, project } = this.flow;
    if (session === undefined || project === undefined) return false;
    return (
      workspace.getWorkspaceFolder(document.uri)?.uri.fsPath === project.root &&
      workspace.asRelativePath(document.uri, false) === session.specFile
    );
  }

  dispose(): void {
    this.owned.dispose();
  }

  private isSpecification(document: TextDocument): boolean {
    if (document.uri.scheme !== 'file') return false;
    return this.isOfSession(document) || declaresSpecification(document.uri.path, document.getText());
  }
}
