import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder in which a build tool leaves report files, which an earlier run may have filled. */
export class ReportFolder {
  private before = new Map<string, string>();

  /** `path` is absolute; the folder may be missing. */
  constructor(
    private readonly path: string,
    private readonly pattern: RegExp,
  ) {}

  /** Notes what is there, so that only what is written from now on counts. */
  async note(): Promise<void> {
    this.before = await this.marks();
  }

  /** The texts of the files that were written since. */
  async readNew(): Promise<readonly string[]> {
    const now = await this.marks();
    const names = [...now].filter(([name, mark]) => this.before.get(name) !== mark).map(([name]) => name);
    return Promise.all(names.sort().map((name) => readFile(join(this.path, name), 'utf8')));
  }

  private async marks(): Promise<Map<string, string>> {
    const names = (await readdir(this.path).catch((): string[] => [])).filter((name) => this.pattern.test(name));
    const marks = names.map(async (name) => {
      const { mtimeNs, ino, size } = await stat(join(this.path, name), { bigint: true });
      return [name, `${mtimeNs} ${ino} ${size}`] as const;
    });
    return new Map(await Promise.all(marks));
  }
}
