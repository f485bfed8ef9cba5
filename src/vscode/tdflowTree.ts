import type { ProviderResult, TreeDataProvider, TreeView } from 'vscode';
import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { outline } from '../core/outline/outline';
import type { Row, RowState } from '../core/outline/row';
import type { Flow } from './flow';
import { COMMAND, VIEW } from './manifest';

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
      canCallModel: flow.canCallModel,
    });
  }

  /** Opens the phase that writes files, waits for a decision or was not reached: the editor keeps rows closed that once had no children. */
  private async showWhatNeedsAnEye(): Promise<void> {
    const phases = this.rows().flatMap((root) =>
      root.children.flatMap((component) => this.withParents(root, component)),
    );
    const row =
      phases.find((each) => each.state === 'reviewing' || (each.state === 'running' && each.children.length > 0)) ??
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
    const item = new TreeItem(row.label, collapsible(row));
    item.id = row.id;
    item.description = row.description;
    item.tooltip = row.detail === '' ? undefined : new MarkdownString().appendText(row.detail);
    item.iconPath = iconOf(row);
    // Read by the menus of package.json: the kind, then each action between semicolons.
    item.contextValue = `${row.kind};${row.actions.map((action) => `${action};`).join('')}`;
    item.accessibilityInformation = {
      label: [row.label, STATE_WORD[row.state], row.description].filter(Boolean).join(', '),
    };
    if (row.target !== undefined) item.command = { command: COMMAND.openRow, title: 'Open', arguments: [row] };
    return item;
  }

  dispose(): void {
    this.owned.dispose();
  }
}

function collapsible(row: Row): TreeItemCollapsibleState {
  if (row.children.length === 0) return TreeItemCollapsibleState.None;
  const isQuiet = row.kind === 'phase' && (row.state === 'reached' || row.state === 'waiting');
  return isQuiet ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
}

function iconOf(row: Row): ThemeIcon {
  if (row.kind === 'specification') return new ThemeIcon('checklist');
  if (row.kind === 'component') return new ThemeIcon('symbol-module');
  if (row.kind === 'note') return new ThemeIcon('info');
  if (row.kind === 'file' && row.state === 'none') return ThemeIcon.File;
  const [name, color] = ICON[row.state];
  return new ThemeIcon(name, color === undefined ? undefined : new ThemeColor(color));
}

const ICON: Readonly<Record<RowState, readonly [string, string | undefined]>> = {
  none: ['circle-outline', undefined],
  waiting: ['circle-outline', 'disabledForeground'],
  ready: ['circle-outline', undefined],
  running: ['loading~spin', undefined],
  reviewing: ['eye', 'charts.yellow'],
  reached: ['testing-passed-icon', 'testing.iconPassed'],
  failed: ['testing-failed-icon', 'testing.iconFailed'],
  stale: ['warning', 'list.warningForeground'],
  accepted: ['check', 'testing.iconPassed'],
  rejected: ['close', 'disabledForeground'],
  refused: ['error', 'testing.iconFailed'],
};

const STATE_WORD: Readonly<Record<RowState, string>> = {
  none: '',
  waiting: 'waits for the phase before',
  ready: 'ready',
  running: 'running',
  reviewing: 'waits for your decision',
  reached: 'as needed',
  failed: 'not as needed',
  stale: 'files changed since',
  accepted: 'accepted',
  rejected: 'rejected',
  refused: 'refused',
};
