import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { KeyService } from '../../core/model/keyService';
import type { Secrets } from '../../core/model/secretsFile';
import { readSecrets, withoutKey } from '../../core/model/secretsFile';
import { OWN_IGNORES, SECRETS } from '../../core/workspace/ownPath';
import type { Environment } from '../environment';
import { listWithGit } from '../git';
import type { OwnFiles } from '../ownFiles';

/** A key is some hundred bytes. */
const LARGEST = 64 * 1024;
const LARGEST_IGNORES = 1024 * 1024;
const IGNORED = basename(SECRETS.relative);

/** A folder in which git is asked, and what the file is called from there. */
interface GitPlace {
  readonly folder: string;
  readonly name: string;
}

/** `.agentforge/secrets.yaml` of a project. */
export class SecretsFile {
  constructor(
    private readonly files: OwnFiles,
    private readonly env: Environment,
  ) {}

  /**
   * What the file gives; undefined when there is none. A problem when git tracks it or may do so, or when it is not a small plain
   * file. Where git would offer it for a commit, it is hidden first, in `.agentforge/.gitignore`.
   */
  async read(service: KeyService): Promise<Result<Secrets | undefined, Problem>> {
    const text = await this.files.readSmall(SECRETS, LARGEST);
    if (!text.ok) return refused(text.problem, 'Write the file anew, or set the key elsewhere.');
    if (text.value === undefined) return ok(undefined);
    for (const place of this.places) {
      const tracked = await this.list(place, []);
      if (tracked === undefined && isInRepository(place.folder)) {
        return refused('git cannot tell whether it tracks the file', 'Make git work here, or set the key elsewhere.');
      }
      if (tracked !== undefined && tracked.length > 0) {
        const remedy = `Run "git rm --cached ${SECRETS.relative}", revoke the key, for the history still has it, and set a new one.`;
        return refused('git tracks the file, so everybody who has the repository may have the key', remedy);
      }
    }
    const hidden = await this.hideFromGit();
    if (!hidden.ok) return hidden;
    const secrets = readSecrets(text.value, service);
    return secrets.ok
      ? ok(secrets.value)
      : refused(secrets.problem, 'Write it as "anthropic_api_key: ..." in one line.');
  }

  /** Takes the key out of the file, and the file away when nothing else is in it. */
  async remove(service: KeyService): Promise<Result<undefined, Problem>> {
    const text = await this.files.readSmall(SECRETS, LARGEST);
    if (!text.ok || text.value === undefined) return ok(undefined);
    const rest = withoutKey(text.value, service);
    if (!rest.ok) return refused(rest.problem, 'Take the key out of it by hand.');
    if (rest.value !== undefined) return this.files.write(SECRETS, rest.value);
    await this.files.remove(SECRETS);
    return ok(undefined);
  }

  /** Of the file in git: the project, and the file's own folder, which may be a repository in the repository. */
  private get places(): readonly [GitPlace, GitPlace] {
    const { root } = this.files;
    return [
      { folder: root, name: SECRETS.relative },
      { folder: dirname(join(root, SECRETS.relative)), name: IGNORED },
    ];
  }

  /** Whatever the letter case: on some file systems it is the same file. */
  private list({ folder, name }: GitPlace, args: readonly string[]): Promise<readonly string[] | undefined> {
    return listWithGit(folder, this.env, [...args, '--', `:(icase)${name}`]);
  }

  private async hideFromGit(): Promise<Result<undefined, Problem>> {
    const { files, places } = this;
    const seen = await this.list(places[1], ['--others', '--exclude-standard']);
    if (seen?.length === 0) return ok(undefined);
    const ignores = await files.readSmall(OWN_IGNORES, LARGEST_IGNORES);
    if (!ignores.ok)
      return refused(`${OWN_IGNORES.relative} cannot hide it from git: ${ignores.problem}`, 'Mend that file.');
    const text = ignores.value ?? '';
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    if (text.split(/\r?\n/).includes(IGNORED)) {
      if (seen === undefined) return ok(undefined);
      return refused(`${OWN_IGNORES.relative} hides it from git, and another line undoes that`, 'Mend that file.');
    }
    const between = text === '' || text.endsWith('\n') ? '' : eol;
    return files.write(OWN_IGNORES, `${text}${between}${IGNORED}${eol}`);
  }
}

function refused(detail: string, remedy: string): Result<never, Problem> {
  return fail({ kind: 'secrets-refused', path: SECRETS.relative, detail, remedy });
}

function isInRepository(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true;
    if (dirname(folder) === folder) return false;
  }
}
