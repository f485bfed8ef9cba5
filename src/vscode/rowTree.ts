import type { ProviderResult, TreeDataProvider, TreeItem, TreeView, TreeViewOptions } from 'vscode';
import { EventEmitter, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import type { Row } from '../core/outline/row';
import type { Flow } from './flow';
import type { VIEW } from './manifest';
import { rowItem } from './rowItem';

/** A view of rows that follow the flow. The editor is told only of other ones: drawing equal ones again would disturb who is working in them. */
export abstract class RowTree implements TreeDataProvider<Row>, Disposable {
  protected readonly owned = new Disposables();
  protected readonly view: TreeView<Row>;
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly parents = new Map<string, Row>();
  /** The rows as the editor was last told of them. */
  private drawn = '';

  constructor(
    protected readonly flow: Flow,
    id: (typeof VIEW)[keyof typeof VIEW],
    options: Partial<TreeViewOptions<Row>> = {},
  ) {
    this.view = this.owned.add(
      window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true, ...options }),
    );
    this.owned.add(flow.onDidChange(() => this.draw()));
  }

  protected abstract rows(): readonly Row[];

  /** Follows what is drawn: there are other rows now. */
  protected follow(_: readonly Row[]): void {}

  getChildren(row?: Row): ProviderResult<Row[]> {
    return [...(row?.children ?? this.rows())];
  }

  getParent(row: Row): Row | undefined {
    return this.parents.get(row.id);
  }

  getTreeItem(row: Row): TreeItem {
    return rowItem(row);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private draw(): void {
    const rows = this.rows();
    const text = JSON.stringify(rows);
    if (text === this.drawn) return;
    this.drawn = text;
    this.parents.clear();
    for (const row of rows) this.keepParents(row);
    this.changed.fire();
    this.follow(rows);
  }

  private keepParents(parent: Row): void {
    for (const child of parent.children) {
      this.parents.set(child.id, parent);
      this.keepParents(child);
    }
  }
}
