import { whyLeftOutByName } from '../../../core/codebase/listing/whyLeftOut';

/** Settings of assistants and of version managers: they may name programs, and none of a repository's are started. */
const NAMES_PROGRAMS = /^(?:(?:opencode|crush)\.jsonc?|mise(?:\..+)?\.toml)$/i;
/** What git, and who writes, leaves alone. */
const IGNORE_RULES = '.gitignore';

/** Why a file of the project is not in the copy, or one of the copy not in the answer, as a clause; undefined for one that may be. */
export function whyNotCopied(path: string, bytes: number): string | undefined {
  const names = path.split('/');
  const name = names.at(-1) ?? '';
  if (names.some((each) => each.startsWith('.')) && (name !== IGNORE_RULES || names.slice(0, -1).some(isHidden))) {
    return 'it is hidden';
  }
  if (NAMES_PROGRAMS.test(name)) return 'it may name programs to start';
  const reason = whyLeftOutByName(path, bytes);
  if (reason === 'secret') return 'its name says that it holds secrets';
  return reason === 'huge' ? 'it is longer than 500 KB' : undefined;
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}
