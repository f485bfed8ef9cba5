import { ChangeCollector } from '../changes/changeCollector';
import type { ChangeSet } from '../changes/changeSet';
import { FileChecker } from '../changes/checks/fileChecker';
import type { WritingPhase } from '../phase';
import { ResponseParser } from '../response/parser';
import { ClosedTests } from './closedTests';
import type { Ports } from './ports';
import type { Task } from './task';

/** One answer while it comes, in one stream or in several: its text, and what it proposes so far. */
export class GrowingAnswer {
  private readonly parser = new ResponseParser();
  private readonly collector: ChangeCollector;
  private readonly checker: FileChecker;
  private readonly tests: ClosedTests;
  private readonly dropped = new Set<string>();
  private pieces: string[] = [];
  private changes: ChangeSet | undefined;

  constructor(task: Task<WritingPhase>, ports: Pick<Ports, 'reader' | 'links' | 'trees'>) {
    const policy = {
      phase: task.phase,
      testPath: task.testPath.relative,
      implementationPath: task.implementationPath.relative,
      specificationPath: task.specification.path,
    };
    this.collector = new ChangeCollector(policy, ports);
    this.checker = new FileChecker(ports.trees);
    this.tests = new ClosedTests(task, ports);
  }

  get text(): string {
    return this.pieces.join('');
  }

  /** What came whole and may be written, by name; and what came back as it was. */
  get finished(): readonly string[] {
    const { files = [], unchanged = [] } = this.changes ?? {};
    const whole = files.filter(({ state, refusal }) => state === 'complete' && refusal === undefined);
    return [...whole.map(({ name }) => name), ...unchanged];
  }

  /** What is proposed after this piece; undefined when it ended no line. */
  async take(piece: string): Promise<ChangeSet | undefined> {
    this.pieces.push(piece);
    const events = this.parser.push(piece);
    if (events.length === 0) return undefined;
    this.changes = await this.tests.take(this.checker.take(await this.collector.add(events)));
    return this.changes;
  }

  /** Keeps what is closed of an answer that broke off, and forgets the rest: the next piece continues there. */
  async keepClosed(): Promise<ChangeSet> {
    const lines = this.parser.rewind();
    this.pieces = [firstLines(this.text, lines)];
    const { changes, dropped } = this.collector.rewind();
    if (dropped !== undefined) this.dropped.add(dropped);
    this.changes = await this.checker.finish(changes);
    return this.changes;
  }

  /** Ends the answer where it is, by our own will. */
  stop(): ChangeSet {
    return this.tests.known(this.collector.stop());
  }

  /** What is proposed, every file checked; ends the answer unless it was stopped. */
  async finish(stopped: ChangeSet | undefined): Promise<ChangeSet> {
    return this.checker.finish(stopped ?? (await this.collector.add(this.parser.end())));
  }

  /** Files that were begun and did not come again, by name. */
  lacking({ files, unchanged }: ChangeSet): readonly string[] {
    const there = new Set([...files.map(({ name }) => name), ...unchanged]);
    return [...this.dropped].filter((name) => !there.has(name));
  }
}

function firstLines(text: string, count: number): string {
  let end = 0;
  for (let line = 0; line < count; line++) end = text.indexOf('\n', end) + 1;
  return text.slice(0, end);
}
