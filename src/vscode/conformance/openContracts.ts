import type { TextDocument } from 'vscode';
import { EventEmitter, workspace } from 'vscode';
import { isContractFile } from '../../core/conformance/contracts/contractFile';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { Throttle } from '../throttle';
import type { Conformances, ProjectFile } from './conformances';

/** So soon after a key is pressed what the text says is read again. */
const SETTLE_MS = 100;

/** A contract that is open in the editor, as it is typed. */
export interface OpenContract extends ProjectFile {
  readonly document: TextDocument;
}

/** The contracts that are open in the editor. */
export class OpenContracts implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly settling = this.owned.add(new Throttle(() => this.changed.fire(), SETTLE_MS));

  constructor(private readonly conformances: Conformances) {
    const changes = (document: TextDocument) => {
      if (this.of(document) !== undefined) this.settling.request();
    };
    this.owned.add(workspace.onDidOpenTextDocument(changes));
    this.owned.add(workspace.onDidCloseTextDocument(changes));
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => changes(document)));
    this.owned.add(conformances.onDidChangeRules(() => this.settling.request()));
  }

  get all(): readonly OpenContract[] {
    return workspace.textDocuments.flatMap((document) => (document.isClosed ? [] : (this.of(document) ?? [])));
  }

  /** Undefined for what is no contract. */
  of(document: TextDocument): OpenContract | undefined {
    const file = this.conformances.fileOf(document.uri);
    return file !== undefined && isContractFile(file.path) ? { ...file, document } : undefined;
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** As a contract is read: without the marks of its file's form. */
export function textOf({ document }: OpenContract): string {
  return document.getText().replaceAll('\r\n', '\n');
}
