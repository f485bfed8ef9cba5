import type { MessagePort } from 'node:worker_threads';
import type { Finding } from '../../core/context/codebaseSearch';
import { findInGraph } from '../../core/context/findInGraph';
import { createSyntaxTrees } from '../treeSitter';
import { CodebaseIndex } from './codebaseIndex';
import { IndexFile } from './indexFile';
import { listFiles } from './listFiles';
import type { WorkerAnswer, WorkerMessage, WorkerRequest, WorkerSetup } from './workerMessage';

/** More files than this are nobody's work. */
const MOST_FILES = 1_000_000;
/** Less than this is done again sooner than it is written. */
const WORTH_KEEPING_MS = 200;

/** Answers questions about a folder, one at a time in their order, and keeps the index of it. */
export class SearchThread {
  private readonly file: IndexFile;
  private readonly index: Promise<CodebaseIndex>;
  private isKept = false;
  private last: Promise<void> = Promise.resolve();
  private left = 0;

  constructor(
    private readonly setup: WorkerSetup,
    private readonly port: MessagePort,
  ) {
    this.file = new IndexFile(setup.root, setup.settings);
    this.index = this.openIndex();
    port.on('message', (request: WorkerRequest) => {
      this.left++;
      this.last = this.last.then(() => this.serve(request));
    });
  }

  private async serve(request: WorkerRequest): Promise<void> {
    this.port.postMessage((await this.answer(request)) satisfies WorkerMessage);
    await this.keep();
    this.left--;
    if (this.left === 0) this.port.postMessage('idle' satisfies WorkerMessage);
  }

  private async openIndex(): Promise<CodebaseIndex> {
    const { root, isFresh } = this.setup;
    const index = new CodebaseIndex(root, createSyntaxTrees());
    if (isFresh) await this.file.remove();
    const bytes = await this.file.read();
    if (bytes !== undefined) this.isKept = index.decode(bytes);
    return index;
  }

  private async answer({ id, queries, texts, cancelled }: WorkerRequest): Promise<WorkerAnswer> {
    const isCancelled = (): boolean => Atomics.load(cancelled, 0) !== 0;
    if (isCancelled()) return { id, findings: undefined };
    const { root, settings } = this.setup;
    const [index, listed] = await Promise.all([this.index, listFiles(root, settings, MOST_FILES)]);
    const graph = index.refresh(listed, texts, isCancelled);
    if (graph === undefined) return { id, findings: undefined };
    const findings: (readonly Finding[])[] = [];
    for (const query of queries) findings.push(await findInGraph(graph, query, (path) => index.show(path)));
    return { id, findings };
  }

  private async keep(): Promise<void> {
    const index = await this.index;
    if (this.isKept && index.workNotKept < WORTH_KEEPING_MS) return;
    await this.file.write(index.encode());
    this.isKept = true;
  }
}
