import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomicFile';
import { errorCode } from './describeSystemError';
import type { Environment } from './environment';
import { inUserFolder } from './userFolder';

/** Something of little weight that is kept as JSON in the user's own folder: where that fails, it is as if nothing were kept. */
export class UserJson {
  /** `name` such as `models.json`. */
  constructor(
    private readonly env: Environment,
    private readonly name: string,
  ) {}

  /** Undefined when there is nothing that can be read. */
  async read(): Promise<unknown> {
    try {
      return JSON.parse(await inUserFolder(this.env, (folder) => readFile(join(folder, this.name), 'utf8')));
    } catch (error) {
      if (error instanceof SyntaxError || errorCode(error) !== undefined) return undefined;
      throw error;
    }
  }

  async write(value: unknown): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    try {
      await inUserFolder(this.env, async (folder) => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeAtomically(join(folder, this.name), bytes, 0o600);
      });
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }
}
