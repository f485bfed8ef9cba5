import { parseFields, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import type { RunRecord } from '../runRecord';
import type { FrameOptions } from '../script/scriptFrames';
import { NodeFileReader } from './nodeFileReader';

/**
 * Turns what `node --test` and its test processes tell through `assets/node_preload.cjs` into records. Each line says which file it
 * is about; what is said of others than those that are run is passed over.
 */
export class NodeEventReader {
  private readonly files: ReadonlyMap<string, NodeFileReader>;
  /** By absolute path, as each line has it. */
  private readonly asked = new Map<string, NodeFileReader | undefined>();

  /** `files` are workspace-relative. */
  constructor(
    private readonly options: FrameOptions,
    files: readonly string[],
  ) {
    this.files = new Map(files.map((file) => [file, new NodeFileReader(file, options)]));
  }

  /** Undefined when the line is not of its making. */
  read(line: string): readonly RunRecord[] | undefined {
    const event = parseFields(line);
    if (event === undefined) return undefined;
    if (event['type'] === 'end')
      return [...[...this.files.values()].flatMap((file) => file.close()), { kind: 'ended' }];
    return this.readerOf(textOf(event['of']) ?? '')?.read(event) ?? [];
  }

  private readerOf(path: string): NodeFileReader | undefined {
    if (!this.asked.has(path)) this.asked.set(path, this.files.get(insideRoot(path, this.options.root) ?? ''));
    return this.asked.get(path);
  }
}
