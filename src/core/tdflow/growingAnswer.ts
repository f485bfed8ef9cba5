import { ChangeCollector } from '../changes/changeCollector';
import type { ChangeSet } from '../changes/changeSet';
import { FileChecker } from '../changes/checks/fileChecker';
import type { AnswerPolicy } from '../changes/proposeFile';
import { firstLines } from '../lib/lines';
import type { WritingPhase } from '../phase';
import type { ResponseEvent } from '../response/events';
import { ResponseParser } from '../response/parser';
import { ClosedTests } from './closedTests';
import type { Ports } from './ports';
import { putBackSecrets } from './putBackSecrets';
import type { Task } from './task';

type GrowingPorts = Pick<Ports, 'reader' | 'links' | 'trees' | 'ownKeys' | 'findSecrets' | 'hash'>;

/** Looks at files as soon as they close in the stream. */
interface ClosedFiles {
  take(changes: ChangeSet): Promise<ChangeSet>;
  known(stopped: ChangeSet): ChangeSet;
}

/** The answer to a phase of a component, while it comes. */
export function answerTo(task: Task<WritingPhase>, ports: GrowingPorts): GrowingAnswer {
  const policy = {
    phase: task.phase,
    testPath: task.testPath.relative,
    implementationPath: task.implementationPath.relative,
    specificationPath: task.specification.path,
  };
  return new GrowingAnswer(policy, ports, new ClosedTests(task, ports));
}

/** One answer while it comes, in one stream or in several: its text, without the user's keys, and what it proposes so far. */
export class GrowingAnswer {
  private readonly parser = new ResponseParser();
  private readonly collector: ChangeCollector;
  private readonly checker: FileChecker;
  private readonly dropped = new Set<string>();
  private pieces: string[] = [];
  private changes: ChangeSet | undefined;

  constructor(
    policy: AnswerPolicy,
    private readonly ports: GrowingPorts,
    private readonly closed?: ClosedFiles,
  ) {
    this.collector = new ChangeCollector(policy, ports);
    this.checker = new FileChecker(ports);
  }

  get text(): string {
    return this.ports.ownKeys.hideIn(this.pieces.join(''));
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
    const events = this.parser.push(piece).map((event) => this.withoutKeys(event));
    if (events.length === 0) return undefined;
    const changes = this.checker.take(await this.collector.add(events));
    this.changes = (await this.closed?.take(changes)) ?? changes;
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
    const changes = this.collector.stop();
    return this.closed?.known(changes) ?? changes;
  }

  /** What is proposed, secrets put back, every file checked; ends the answer unless it was stopped. */
  async finish(stopped: ChangeSet | undefined): Promise<ChangeSet> {
    const changes = stopped ?? (await this.collector.add(this.parser.end().map((event) => this.withoutKeys(event))));
    return this.checker.finish(await putBackSecrets(changes, this.ports));
  }

  /** A key in a file is for a person to decide about, and one in prose is of use to nobody. */
  private withoutKeys(event: ResponseEvent): ResponseEvent {
    return event.kind === 'prose' ? { ...event, text: this.ports.ownKeys.hideIn(event.text) } : event;
  }

  /** Files that were begun and did not come again, by name. */
  lacking({ files, unchanged }: ChangeSet): readonly string[] {
    const there = new Set([...files.map(({ name }) => name), ...unchanged]);
    return [...this.dropped].filter((name) => !there.has(name));
  }
}
