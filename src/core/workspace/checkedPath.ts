import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { LinkProbe } from './linkProbe';
import { normalisePath } from './pathRules';

let create: (relative: string, real: string) => CheckedPath;

/** A file of the user's workspace that an answer may name. Only `checkPath` makes one, and writers take nothing else. */
export class CheckedPath {
  /** Keeps the type from being met by any object of the same shape. */
  protected readonly madeBy = 'checkPath';

  private constructor(
    /** From the root of the workspace: forward slashes, NFC, no `.` or `..`. */
    readonly relative: string,
    /** Where it was behind symbolic links when it was checked, in the same form: what is consented to, and all that is written. */
    readonly real: string,
  ) {}

  /** Both names of the file, or its only one: a rule about files holds for each. */
  get names(): readonly string[] {
    return this.real === this.relative ? [this.relative] : [this.relative, this.real];
  }

  static {
    create = (relative, real) => new CheckedPath(relative, real);
  }
}

/** Checks a path from outside (an answer, a specification, a journal). The problem is one sentence for people. */
export async function checkPath(raw: string, probe: LinkProbe): Promise<Result<CheckedPath, string>> {
  const normal = normalisePath(raw);
  if (!normal.ok) return normal;
  const relative = normal.value;
  const found = await probe.probe(relative);
  if (typeof found === 'object') return ok(create(relative, found.leadsTo));
  switch (found) {
    case 'inside':
      return ok(create(relative, relative));
    case 'outside':
      return fail(`"${relative}" leads out of the project through a symbolic link`);
    case 'guarded':
      return fail(`"${relative}" leads into .git or .agentforge through a symbolic link`);
  }
}
