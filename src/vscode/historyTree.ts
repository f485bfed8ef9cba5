import { historyOutline } from '../core/outline/historyOutline';
import type { Row } from '../core/outline/row';
import type { Flow } from './flow';
import { VIEW } from './manifest';
import { RowTree } from './rowTree';

/** The History view: every generation of the session and all documents, their files, and the ways back. */
export class HistoryTree extends RowTree {
  constructor(flow: Flow) {
    super(flow, VIEW.history);
  }

  protected rows(): readonly Row[] {
    return historyOutline(this.flow.generations, this.flow.documents);
  }
}
