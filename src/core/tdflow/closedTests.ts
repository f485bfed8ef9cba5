import type { ChangeSet, ProposedFile, Refusal } from '../changes/changeSet';
import type { WritingPhase } from '../phase';
import { touchesContract } from './findConcerns';
import { inspectProposal } from './inspectProposal';
import type { Ports } from './ports';
import type { Task } from './task';

/**
 * Looks at what GREEN and REFACTOR propose for tests, as soon as such a file closes in the stream: what the tests would promise
 * otherwise is shown before the rest is there, and a file that is no business of the phase is refused before the rest is paid for.
 */
export class ClosedTests {
  #seen: readonly ProposedFile[] = [];
  #found: readonly ProposedFile[] = [];
  readonly #refused = new Map<string, Refusal>();

  constructor(
    private readonly task: Task<WritingPhase>,
    private readonly ports: Pick<Ports, 'reader' | 'links' | 'trees'>,
  ) {}

  /** The change set with what is known of its closed test files. */
  async take(changes: ChangeSet): Promise<ChangeSet> {
    if (this.task.phase === 'red') return changes;
    const closed = changes.files.filter(
      (file) => file.state === 'complete' && file.refusal === undefined && touchesContract(this.task, file),
    );
    if (closed.length === 0) return changes;
    if (closed.length !== this.#seen.length || closed.some((file, index) => file !== this.#seen[index])) {
      const { files } = await inspectProposal(this.task, { ...changes, files: closed }, this.ports);
      // Of several together only the whole answer tells which of them changes what the tests promise.
      [this.#seen, this.#found] = [closed, files.length === 1 ? files : files.map(withoutRefusal)];
      for (const { name, refusal } of this.#found) if (refusal !== undefined) this.#refused.set(name, refusal);
    }
    return { ...changes, files: changes.files.map((file) => this.#found[closed.indexOf(file)] ?? file) };
  }

  /** An answer that was stopped, with what was refused in it here. */
  known(stopped: ChangeSet): ChangeSet {
    const refused = (file: ProposedFile): ProposedFile => {
      const refusal = file.refusal ?? this.#refused.get(file.name);
      return refusal === undefined ? file : { ...file, refusal };
    };
    return { ...stopped, files: stopped.files.map(refused) };
  }
}

function withoutRefusal(file: ProposedFile): ProposedFile {
  return { ...file, refusal: undefined };
}
