import { ladderWords } from '../core/outline/ladderWords';
import { outline } from '../core/outline/outline';
import { requirementRows } from '../core/outline/requirementRows';
import type { Row } from '../core/outline/row';
import type { Flow } from './flow';
import { VIEW } from './manifest';
import { RowTree } from './rowTree';

/** The TDFLOW view: the session, its components and their phases, and how far its requirements are proven. */
export class TdflowTree extends RowTree {
  /** The phase row that was shown last, by its id and state: each change of it is shown once. */
  private shown = '';

  constructor(flow: Flow) {
    super(flow, VIEW.tdflow);
    this.owned.add(flow.onDidChange(() => this.sayWhatCanBeDone()));
  }

  /** The model that would answer stands beside the title; what cannot be done above the rows. */
  private sayWhatCanBeDone(): void {
    const { session, ladder, canCallModel } = this.flow;
    const name = session === undefined ? '' : this.flow.modelName;
    if (name !== (this.view.description ?? '')) this.view.description = name;
    const words = session === undefined ? '' : ladderWords(ladder.step({ canAsk: canCallModel }));
    if (words !== (this.view.message ?? '')) this.view.message = words;
  }

  protected rows(): readonly Row[] {
    const { flow } = this;
    if (flow.session === undefined) return [];
    const rows = outline({
      session: flow.session,
      activity: flow.running?.activity,
      verdictOf: (component, phase) => flow.verdictOf(component, phase),
      isStale: (component, phase) => flow.isStale(component, phase),
      troubleOf: (component, phase) => flow.troubleOf(component, phase),
      hasLeftReview: (component, phase) => flow.leftReview(component, phase) !== undefined,
      canCallModel: flow.canCallModel,
    });
    return [...rows, ...requirementRows(flow.session.specFile, flow.requirements)];
  }

  /** Opens the phase that waits for a decision or was not reached: the editor keeps rows closed that once had no children. */
  protected override follow(rows: readonly Row[]): void {
    const components = rows.flatMap((root) => root.children.filter(({ kind }) => kind === 'component'));
    const phases = components.flatMap((component) => component.children);
    const row =
      phases.find((each) => each.state === 'reviewing' && each.children.length > 0) ??
      phases.find((each) => each.state === 'failed');
    const key = row === undefined ? '' : `${row.id} ${row.state}`;
    if (key === this.shown) return;
    this.shown = key;
    if (row === undefined || !this.view.visible) return;
    void this.view.reveal(row, { expand: true, select: false, focus: false });
  }
}
