import type { Environment } from './project';

/**
 * What tests and interpreters may know of the user's environment. Everything else stays away from them, keys first of all,
 * and whatever would change how they run (NODE_OPTIONS, PYTHONPATH, PYTEST_ADDOPTS).
 */
const ALLOWED = new Set([
  'PATH',
  'PATHEXT',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TMP',
  'TEMP',
  'CI',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'NUMBER_OF_PROCESSORS',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
]);

/** The environment of a child process: the allowed part of ours and what the caller adds. */
export function childEnvironment(parent: Environment, added: Readonly<Record<string, string>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    const upper = name.toUpperCase();
    if (value !== undefined && (ALLOWED.has(upper) || upper.startsWith('LC_'))) environment[name] = value;
  }
  return { ...environment, ...added };
}
