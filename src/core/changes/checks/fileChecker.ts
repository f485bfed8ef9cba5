import type { ChangeSet, ProposedFile } from '../changeSet';
import type { CheckPorts } from './checkFile';
import { checkFile } from './checkFile';

/** Checks each file of a growing change set once, as soon as it is complete, without making the stream wait. */
export class FileChecker {
  /** By the file's own object, which stays the same from step to step. */
  readonly #started = new Map<ProposedFile, Promise<void>>();
  readonly #done = new Map<ProposedFile, ProposedFile>();

  constructor(private readonly ports: CheckPorts) {}

  /** The change set with what is known by now of its files; starts the checks of those that are complete. */
  take(changes: ChangeSet): ChangeSet {
    for (const file of changes.files) {
      if (file.state === 'complete' && !this.#started.has(file)) this.#started.set(file, this.#check(file));
    }
    return this.#withKnown(changes);
  }

  /** The change set with the checks of all its files that are complete. */
  async finish(changes: ChangeSet): Promise<ChangeSet> {
    this.take(changes);
    await Promise.all(changes.files.map((file) => this.#started.get(file)));
    return this.#withKnown(changes);
  }

  async #check(file: ProposedFile): Promise<void> {
    this.#done.set(file, { ...file, checks: await checkFile(file, this.ports) });
  }

  #withKnown(changes: ChangeSet): ChangeSet {
    if (this.#done.size === 0) return changes;
    return { ...changes, files: changes.files.map((file) => this.#done.get(file) ?? file) };
  }
}
