import type { ProviderResult, TreeDataProvider, TreeItem, TreeView } from 'vscode';
import { EventEmitter, TreeItemCheckboxState, window } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { reviewOutline } from '../../core/outline/reviewOutline';
import type { Row } from '../../core/outline/row';
import { filesWith } from '../../core/review/review';
import type { Flow } from '../flow';
import { VIEW } from '../manifest';
import { rowItem } from '../rowItem';

/** With more files the rows of the first ones would be all that is to be seen. */
const MOST_OPENED = 10;

/** The AgentForge Review view: proposed files as they arrive, their hunks with check boxes, and what to know about them. */
export class ReviewTree implements TreeDataProvider<Row>, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: TreeView<Row>;
  /** The rows as they were last told to the editor: drawing equal ones again would disturb who is working in them. */
  private drawn = '';
  private readonly parents = new Map<string, Row>();
  private opened: unknown;

  constructor(private readonly flow: Flow) {
    this.view = this.owned.add(
      window.createTreeView(VIEW.review, {
        treeDataProvider: this,
        showCollapseAll: true,
        manageCheckboxStateManually: true,
      }),
    );
    this.owned.add(
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [row, state] of items) this.choose(row, state === TreeItemCheckboxState.Checked ? 'in' : 'out');
      }),
    );
    this.owned.add(flow.onDidChange(() => this.draw()));
  }

  getChildren(row?: Row): ProviderResult<Row[]> {
    for (const child of row?.children ?? []) if (row !== undefined) this.parents.set(child.id, row);
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

  private rows(): readonly Row[] {
    const activity = this.flow.running?.activity;
    return activity === undefined ? [] : reviewOutline(activity);
  }

  private draw(): void {
    const text = JSON.stringify(this.rows());
    if (text === this.drawn) return;
    this.drawn = text;
    this.changed.fire();
    const { running } = this.flow;
    const review = running?.activity.review;
    if (review !== undefined && this.opened !== review.changes) void this.openFiles();
    this.opened = review?.changes;
    const left = review === undefined ? 0 : filesWith(review, 'pending').length;
    this.view.description = running?.title ?? '';
    this.view.badge = left === 0 ? undefined : { value: left, tooltip: `${left} proposed files to decide about` };
  }

  /** The editor keeps rows closed that once had no children, which is while they grew. */
  private async openFiles(): Promise<void> {
    if (!this.view.visible) return;
    for (const row of this.rows().slice(0, MOST_OPENED)) {
      if (row.children.length > 0) await this.view.reveal(row, { expand: true, select: false, focus: false });
    }
  }

  private choose({ target }: Row, choice: 'in' | 'out'): void {
    if (target?.kind !== 'proposal' || target.hunk === undefined) return;
    this.flow.running?.review.chooseHunk(target.name, target.hunk, choice);
  }
}
