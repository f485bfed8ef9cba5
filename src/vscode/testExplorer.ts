import { join } from 'node:path';
import type { TestController, TestItem, TestRun } from 'vscode';
import { Location, Position, Range, TestMessage, TestRunRequest, tests, Uri } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { fullName } from '../core/testrun/fullName';
import type { TestResult } from '../core/testrun/report';
import type { TestEvent } from '../core/testrun/runner';

/** Publishes what our runs find in the editor's Test Explorer; results are as the runner gave them, also in RED. */
export class TestExplorer implements Disposable {
  private readonly controller: TestController;
  private run: TestRun | undefined;
  /** Absolute folder that results' files are relative to. */
  root = '';

  constructor() {
    this.controller = tests.createTestController('agentforge', 'AgentForge');
  }

  take(event: TestEvent): void {
    switch (event.kind) {
      case 'run-started':
        this.run?.end();
        this.run = this.controller.createTestRun(new TestRunRequest(), event.runner, false);
        this.run.appendOutput(`${event.command}\r\n`);
        return;
      case 'output':
        this.run?.appendOutput(event.text.replaceAll(/\r?\n/g, '\r\n'));
        return;
      case 'test':
        this.publish(event.result);
        return;
      case 'run-ended':
        this.forgetMissing(event.report.tests);
        this.run?.end();
        this.run = undefined;
        return;
    }
  }

  dispose(): void {
    this.run?.end();
    this.controller.dispose();
  }

  private publish(result: TestResult): void {
    const { run } = this;
    if (run === undefined) return;
    const item = this.itemOf(result);
    const duration = result.durationMs;
    switch (result.outcome) {
      case 'passed':
        run.passed(item, duration);
        break;
      case 'failed':
      case 'timed-out':
      case 'crashed':
        run.failed(item, messageOf(result, item), duration);
        break;
      case 'setup-error':
      case 'collection-error':
        run.errored(item, messageOf(result, item), duration);
        break;
      case 'skipped':
      case 'xfailed':
      case 'not-run':
        run.skipped(item);
        break;
    }
  }

  private itemOf(result: TestResult): TestItem {
    const uri = Uri.file(join(this.root, result.file));
    let file = this.controller.items.get(result.file);
    if (file === undefined) {
      file = this.controller.createTestItem(result.file, result.file, uri);
      this.controller.items.add(file);
    }
    let item = file.children.get(result.id);
    if (item === undefined) {
      item = this.controller.createTestItem(result.id, fullName(result), uri);
      file.children.add(item);
    }
    if (result.line !== undefined) item.range = new Range(result.line - 1, 0, result.line - 1, 0);
    return item;
  }

  /** A test that the file no longer has must not stay in the list with its old result. */
  private forgetMissing(results: readonly TestResult[]): void {
    for (const name of new Set(results.map((result) => result.file))) {
      const present = new Set(results.filter((result) => result.file === name).map((result) => result.id));
      const file = this.controller.items.get(name);
      for (const [id] of file?.children ?? []) {
        if (!present.has(id)) file?.children.delete(id);
      }
    }
  }
}

function messageOf(result: TestResult, item: TestItem): TestMessage {
  const { failure } = result;
  const text = failure === undefined ? result.outcome : failure.details || `${failure.exception}: ${failure.message}`;
  const message =
    failure?.expected !== undefined && failure.actual !== undefined
      ? TestMessage.diff(`${failure.exception}: ${failure.message}`, failure.expected, failure.actual)
      : new TestMessage(text);
  if (item.uri !== undefined) message.location = new Location(item.uri, item.range?.start ?? new Position(0, 0));
  return message;
}
