import type { ProviderResult, TreeDataProvider, TreeItem } from 'vscode';
import { EventEmitter, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { historyOutline } from '../core/outline/historyOutline';
import type { Row } from '../core/outline/row';
import type { Flow } from './flow';
import { VIEW } from './manifest';
import { rowItem } from './rowItem';

/** The History view: every generation of the session, its files, and the ways back. */
export class HistoryTree implements TreeDataProvider<Row>, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  /** The rows as they were last told to the editor: drawing equal ones again would disturb who is working in them. */
  private drawn = '';

  constructor(private readonly flow: Flow) {
    this.owned.add(window.createTreeView(VIEW.history, { treeDataProvider: this, showCollapseAll: true }));
    this.owned.add(
      flow.onDidChange(() => {
        const text = JSON.stringify(this.rows());
        if (text === this.drawn) return;
        this.drawn = text;
        this.changed.fire();
      }),
    );
  }

  getChildren(row?: Row): ProviderResult<Row[]> {
    return [...(row?.children ?? this.rows())];
  }

  getTreeItem(row: Row): TreeItem {
    return rowItem(row);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private rows(): readonly Row[] {
    return historyOutline(this.flow.generations);
  }
}
