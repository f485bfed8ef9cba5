import type { ProviderResult, TreeDataProvider, TreeItem, TreeView } from 'vscode';
import { EventEmitter, window } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { outline } from '../core/outline/outline';
import type { Row } from '../core/outline/row';
import type { Flow } from './flow';
import { VIEW } from './manifest';
import { rowItem } from './rowItem';

/** The TDFLOW view: the outline's rows as tree items. */
export class TdflowTree implements TreeDataProvider<Row>, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<void>());
  readonly onDidChangeTreeData = this.changed.event;

  private readonly view: TreeView<Row>;
  private readonly parents = new Map<string, Row>();
  /** The rows as they were last told to the editor: drawing equal ones again would disturb who is working in them. */
  private drawn = '';
  /** The phase row that was shown last, by its id and state: each change of it is shown once. */
  private shown = '';

  constructor(private readonly flow: Flow) {
    this.view = this.owned.add(window.createTreeView(VIEW.tdflow, { treeDataProvider: this, showCollapseAll: true }));
    this.owned.add(
      flow.onDidChange(() => {
        const text = JSON.stringify(this.rows());
        if (text === this.drawn) return;
        this.drawn = text;
        this.changed.fire();
        void this.showWhatNeedsAnEye();
      }),
    );
  }

  getChildren(row?: Row): ProviderResult<Row[]> {
    if (row !== undefined) {
      for (const child of row.children) this.parents.set(child.id, row);
      return [...row.children];
    }
    return [...this.rows()];
  }

  getParent(row: Row): Row | undefined {
    return this.parents.get(row.id);
  }

  private rows(): readonly Row[] {
    const { flow } = this;
    if (flow.session === undefined) return [];
    return outline({
      session: flow.session,
      activity: flow.running?.activity,
      verdictOf: (component, phase) => flow.verdictOf(component, phase),
      isStale: (component, phase) => flow.isStale(component, phase),
      hasLeftReview: (component, phase) => flow.leftReview(component, phase) !== undefined,
      canCallModel: flow.canCallModel,
    });
  }

  /** Opens the phase that waits for a decision or was not reached: the editor keeps rows closed that once had no children. */
  private async showWhatNeedsAnEye(): Promise<void> {
    const phases = this.rows().flatMap((root) =>
      root.children.flatMap((component) => this.withParents(root, component)),
    );
    const row =
      phases.find((each) => each.state === 'reviewing' && each.children.length > 0) ??
      phases.find((each) => each.state === 'failed');
    const key = row === undefined ? '' : `${row.id} ${row.state}`;
    if (key === this.shown) return;
    this.shown = key;
    if (row === undefined || !this.view.visible) return;
    await this.view.reveal(row, { expand: true, select: false, focus: false });
  }

  private withParents(root: Row, component: Row): readonly Row[] {
    this.parents.set(component.id, root);
    for (const phase of component.children) this.parents.set(phase.id, component);
    return component.children;
  }

  getTreeItem(row: Row): TreeItem {
    return rowItem(row);
  }

  dispose(): void {
    this.owned.dispose();
  }
}
