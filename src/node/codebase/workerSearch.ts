import type { CodebaseQuery, CodebaseSearch, Finding } from '../../core/context/codebaseSearch';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { childEnvironment } from '../childEnvironment';
import type { Environment } from '../environment';
import { SharedWorker } from './sharedWorker';

/** Where the user's own folder is, beside what every program is told. */
const PLACES = ['XDG_STATE_HOME', 'LOCALAPPDATA'];

/** The codebase in a folder, as a thread of its own knows it. */
export class WorkerSearch implements CodebaseSearch {
  private worker: SharedWorker | undefined;

  /**
   * @param program the file of the thread, which is shipped with the product
   * @param unsaved gives the texts of editors that are not saved, by workspace-relative path
   */
  constructor(
    private readonly root: string,
    private readonly program: string,
    private readonly env: Environment,
    private readonly unsaved: () => ReadonlyMap<string, string> = () => new Map(),
  ) {}

  async find(
    queries: readonly CodebaseQuery[],
    signal: AbortSignal,
  ): Promise<Result<readonly (readonly Finding[])[], string>> {
    const places = PLACES.flatMap((name) => (this.env[name] === undefined ? [] : [[name, this.env[name]]]));
    const settings = childEnvironment(this.env, Object.fromEntries(places));
    this.worker ??= SharedWorker.share(this.root, this.program);
    const { worker } = this;
    // What is kept on the disk may be why a thread ended: the second one does without.
    let cause = '';
    for (const isFresh of [false, true]) {
      if (signal.aborted || this.worker !== worker) return ok([]);
      const setup = { root: this.root, settings, isFresh };
      const answer = await worker.ask({ queries, texts: this.unsaved() }, setup, signal);
      if (!('died' in answer)) return ok(answer.findings ?? []);
      cause = answer.died;
    }
    return fail(`the index of the codebase could not be made: ${cause}`);
  }

  dispose(): void {
    this.worker?.release();
    this.worker = undefined;
  }
}
