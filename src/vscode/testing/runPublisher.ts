import { join } from 'node:path';
import type { TestItem, TestRun } from 'vscode';
import { Location, Position, TestMessage, Uri } from 'vscode';
import type { TestFailure, TestResult } from '../../core/testrun/report';
import type { TestEvent } from '../../core/testrun/runner';
import { publishCoverage } from './publishCoverage';
import type { TestItems } from './testItems';

/** Publishes one run of ours as a run of the editor, as its events arrive; results are as the runner gave them, also in RED. */
export class RunPublisher {
  constructor(
    private readonly run: TestRun,
    private readonly items: TestItems,
    /** Absolute folder that results' files are relative to. */
    private readonly root: string,
  ) {}

  take(event: TestEvent): void {
    switch (event.kind) {
      case 'run-started':
        this.print(`${event.command}\n${event.why === undefined ? '' : `(${event.why})\n`}`);
        return;
      case 'output':
        this.print(event.text);
        return;
      case 'test':
        this.publish(event.result);
        return;
      case 'run-ended': {
        const { coverage, end } = event.report;
        if (end.kind === 'died' || end.kind === 'none-ran') this.print(`\n${end.detail}\n`);
        if (coverage !== undefined) {
          for (const line of publishCoverage(this.run, coverage, this.root)) this.print(`${line}\n`);
        }
        return;
      }
    }
  }

  private print(text: string): void {
    this.run.appendOutput(text.replaceAll(/\r?\n/g, '\r\n'));
  }

  private publish(result: TestResult): void {
    const { run } = this;
    const item = this.items.of(result);
    const duration = result.durationMs;
    switch (result.outcome) {
      case 'passed':
        run.passed(item, duration);
        return;
      case 'failed':
      case 'timed-out':
      case 'crashed':
      case 'flaky':
        run.failed(item, messageOf(result, item, this.root), duration);
        return;
      case 'setup-error':
      case 'collection-error':
        run.errored(item, messageOf(result, item, this.root), duration);
        return;
      case 'skipped':
      case 'xfailed':
      case 'not-run':
        run.skipped(item);
    }
  }
}

function messageOf({ outcome, failure }: TestResult, item: TestItem, root: string): TestMessage {
  const message =
    failure?.expected !== undefined && failure.actual !== undefined
      ? TestMessage.diff(`${failure.exception}: ${failure.message}`, failure.expected, failure.actual)
      : new TestMessage(
          failure === undefined ? outcome : failure.details || `${failure.exception}: ${failure.message}`,
        );
  const place = failure === undefined ? undefined : placeIn(failure, item, root);
  if (place !== undefined) message.location = place;
  else if (item.uri !== undefined) message.location = new Location(item.uri, item.range?.start ?? new Position(0, 0));
  return message;
}

/** The innermost place in the test's own file: where the test itself stopped. */
function placeIn({ frames }: TestFailure, item: TestItem, root: string): Location | undefined {
  const frame = frames?.find((each) => item.uri?.fsPath === join(root, each.file));
  return frame && new Location(Uri.file(join(root, frame.file)), new Position(frame.line - 1, 0));
}
