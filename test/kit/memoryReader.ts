import { decode } from '../../src/core/workspace/textCodec';
import type { WorkspaceReader } from '../../src/core/workspace/workspace';

/** A workspace that lives in memory; bytes stand for a file that is no text. */
export function memoryReader(files: Readonly<Record<string, string | Uint8Array>>): WorkspaceReader {
  return {
    read: async ({ relative }) => {
      const content = files[relative];
      if (content === undefined) return undefined;
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      const file = decode(bytes, 0o644, `hash of ${relative}`);
      return file === 'binary' ? 'unreadable' : file;
    },
    list: async (limit) => Object.keys(files).sort().slice(0, limit),
  };
}
