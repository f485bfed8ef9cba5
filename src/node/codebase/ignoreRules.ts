import type { Ignore } from 'ignore';
import ignore from 'ignore';

/** In one name, and of those that stand for any number of folders. */
const MOST_STARS = 3;

/**
 * What git would ignore in a folder and below it, by the files of rules on the way there; but for a question mark, which stands for
 * one byte of a letter there, and for the whole letter here, and for rules with very many stars, which are left out.
 */
export class IgnoreRules {
  private constructor(
    private readonly rules: Ignore,
    /** Path from the folder of the rules to the one from which paths are asked: `packages/cart/`, or ''. */
    private readonly prefix: string,
    private readonly above: IgnoreRules | undefined,
  ) {}

  /** The rules of the outermost folder alone, from files that say less the earlier they come. */
  static of(texts: readonly string[]): IgnoreRules {
    return new IgnoreRules(rulesOf(texts), '', undefined);
  }

  /** As seen from a folder right below, with the text of that folder's own file of rules. */
  below(name: string, text: string | undefined): IgnoreRules {
    const seen = this.from(`${name}/`);
    return text === undefined ? seen : new IgnoreRules(rulesOf([text]), '', seen);
  }

  /**
   * Whether a name in the folder is ignored, when the folder is not. The rules nearest to it decide, the last that matches.
   * @param name of a folder with a slash at its end
   */
  ignores(name: string): boolean {
    const { ignored, unignored } = this.rules.test(this.prefix + name);
    if (ignored || unignored) return ignored;
    return this.above?.ignores(name) ?? false;
  }

  private from(path: string): IgnoreRules {
    return new IgnoreRules(this.rules, this.prefix + path, this.above?.from(path));
  }
}

/** Which paths from the folder of one file of rules these name. */
export function ignoring(rules: string): (path: string) => boolean {
  const read = IgnoreRules.of([rules]);
  return (path) => read.ignores(path);
}

function rulesOf(texts: readonly string[]): Ignore {
  // As git has it on these systems.
  const rules = ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' });
  for (const text of texts)
    rules.add(
      text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter(isCheap)
        .join('\n'),
    );
  return rules;
}

/** A rule becomes a pattern that is tried in all ways: the more stars, the more ways, and the file is anybody's. */
function isCheap(rule: string): boolean {
  const names = rule.split('/');
  const starsOf = (name: string) => name.match(/\*+/g)?.length ?? 0;
  return (
    names.every((name) => starsOf(name) <= MOST_STARS) && names.filter((name) => name === '**').length <= MOST_STARS
  );
}
