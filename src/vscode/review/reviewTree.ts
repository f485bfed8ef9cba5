import { TreeItemCheckboxState } from 'vscode';
import { reviewOutline } from '../../core/outline/reviewOutline';
import type { Row } from '../../core/outline/row';
import { filesWith } from '../../core/review/review';
import type { Flow } from '../flow';
import { VIEW } from '../manifest';
import { RowTree } from '../rowTree';

/** With more files the rows of the first ones would be all that is to be seen. */
const MOST_OPENED = 10;

/** The AgentForge Review view: proposed files as they arrive, their hunks with check boxes, and what to know about them. */
export class ReviewTree extends RowTree {
  private opened: unknown;

  constructor(flow: Flow) {
    super(flow, VIEW.review, { manageCheckboxStateManually: true });
    this.owned.add(
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [row, state] of items) this.choose(row, state === TreeItemCheckboxState.Checked ? 'in' : 'out');
      }),
    );
  }

  protected rows(): readonly Row[] {
    const activity = this.flow.running?.activity;
    return activity === undefined ? [] : reviewOutline(activity);
  }

  protected override follow(rows: readonly Row[]): void {
    const { running } = this.flow;
    const review = running?.activity.review;
    if (review !== undefined && this.opened !== review.changes) void this.openFiles(rows);
    this.opened = review?.changes;
    const left = review === undefined ? 0 : filesWith(review, 'pending').length;
    this.view.description = running?.title ?? '';
    this.view.badge =
      left === 0
        ? undefined
        : { value: left, tooltip: `${left} proposed ${left === 1 ? 'file' : 'files'} to decide about` };
  }

  /** The editor keeps rows closed that once had no children, which is while they grew. */
  private async openFiles(rows: readonly Row[]): Promise<void> {
    if (!this.view.visible) return;
    try {
      for (const row of rows.slice(0, MOST_OPENED)) {
        if (row.children.length > 0) await this.view.reveal(row, { expand: true, select: false, focus: false });
      }
    } catch {
      // The rows were drawn anew meanwhile, and these are not there any more: they stay as the user sees them.
    }
  }

  private choose({ target }: Row, choice: 'in' | 'out'): void {
    if (target?.kind !== 'proposal' || target.hunk === undefined) return;
    this.flow.running?.review.chooseHunk({ name: target.name, key: target.hunk }, choice);
  }
}
