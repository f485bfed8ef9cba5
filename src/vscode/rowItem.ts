import { ThemeColor, ThemeIcon, TreeItem, TreeItemCheckboxState, TreeItemCollapsibleState } from 'vscode';
import type { Row, RowState } from '../core/outline/row';
import { COMMAND } from './manifest';
import { tooltipOf } from './tooltipOf';

/** A row of an outline as the editor's trees draw it. */
export function rowItem(row: Row): TreeItem {
  const item = new TreeItem(row.label, collapsible(row));
  item.id = row.id;
  item.description = row.description;
  item.tooltip = row.detail === '' ? undefined : tooltipOf(row.detail);
  const icon = iconOf(row);
  if (icon !== undefined) item.iconPath = icon;
  // Read by the menus of package.json: the kind, then each action between semicolons.
  item.contextValue = `${row.kind};${row.actions.map((action) => `${action};`).join('')}`;
  item.accessibilityInformation = {
    label: [row.label, row.kind === 'requirement' ? '' : STATE_WORD[row.state], row.description]
      .filter(Boolean)
      .join(', '),
  };
  if (row.checked !== undefined) {
    item.checkboxState = row.checked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
  }
  if (row.target !== undefined) item.command = { command: COMMAND.openRow, title: 'Open', arguments: [row] };
  return item;
}

function collapsible(row: Row): TreeItemCollapsibleState {
  if (row.children.length === 0) return TreeItemCollapsibleState.None;
  const isQuiet = row.kind === 'phase' && (row.state === 'reached' || row.state === 'waiting');
  return isQuiet || isAboutRequirements(row) ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
}

/** There can be hundreds. */
function isAboutRequirements({ kind, children }: Row): boolean {
  return kind === 'requirement' || children.some((child) => child.kind === 'requirement');
}

function iconOf(row: Row): ThemeIcon | undefined {
  if (row.kind === 'specification') return new ThemeIcon('checklist');
  if (row.kind === 'component') return new ThemeIcon('symbol-module');
  if (row.kind === 'note') return new ThemeIcon('info');
  if (row.kind === 'file' && row.state === 'none') return ThemeIcon.File;
  // Its check box says it.
  if (row.kind === 'hunk' && row.state === 'ready') return undefined;
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
  stopped: ['error', 'testing.iconErrored'],
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
  stopped: 'stopped without a verdict',
  stale: 'files changed since',
  accepted: 'accepted',
  rejected: 'rejected',
  refused: 'refused',
};
