import type { TestRun } from 'vscode';
import { TestRunRequest, tests } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import type { TestEvent } from '../../core/testrun/runner';
import { RunPublisher } from './runPublisher';
import { TestItems } from './testItems';

/** The editor's Test Explorer over our runners: its items, and the runs of the phase that is at work. */
export class TestExplorer implements Disposable {
  readonly controller = tests.createTestController('agentforge', 'AgentForge');
  readonly items = new TestItems(this.controller);
  private run: TestRun | undefined;
  private publisher: RunPublisher | undefined;
  private folder = '';

  /** Absolute folder that results' files are relative to. */
  get root(): string {
    return this.folder;
  }

  set root(folder: string) {
    this.folder = folder;
    this.items.use(folder);
  }

  /** An event of a phase's test run. */
  take(event: TestEvent): void {
    if (event.kind === 'run-started') {
      this.run?.end();
      this.run = this.controller.createTestRun(new TestRunRequest(), event.runner, false);
      this.publisher = new RunPublisher(this.run, this.items, this.folder);
    }
    this.publisher?.take(event);
    if (event.kind !== 'run-ended') return;
    this.items.forgetMissing(event.report.tests);
    this.run?.end();
    [this.run, this.publisher] = [undefined, undefined];
  }

  dispose(): void {
    this.run?.end();
    this.controller.dispose();
  }
}
