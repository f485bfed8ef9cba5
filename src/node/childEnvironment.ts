/** What programs need to find themselves, their user, a place for temporary files and the language to speak. */
const ALLOWED = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TERM', 'TMPDIR', 'TMP', 'TEMP'],
  ...['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR'],
  // Libraries that an interpreter outside the system folders needs to start at all.
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'DYLD_FALLBACK_LIBRARY_PATH'],
  // Which interpreter the shim of a version manager starts.
  ...['PYENV_ROOT', 'PYENV_VERSION', 'VOLTA_HOME', 'ASDF_DIR', 'ASDF_DATA_DIR', 'MISE_DATA_DIR'],
  // Tests that behave differently on a build machine do here what they do in the user's own terminal there.
  'CI',
]);

const ALLOWED_ON_WINDOWS = new Set([
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'OS', 'USERNAME', 'USERPROFILE', 'USERDOMAIN'],
  ...['HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PUBLIC', 'ALLUSERSPROFILE'],
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'PROGRAMW6432', 'COMMONPROGRAMFILES', 'COMMONPROGRAMFILES(X86)'],
  ...['NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE', 'PROCESSOR_IDENTIFIER'],
]);

const LOCALE = /^LC_[A-Z]+$/;

/**
 * The environment of a program that runs the user's code: an allow-list of the parent's variables, so that no key, token,
 * proxy password or NODE_OPTIONS reaches it, and what the caller adds.
 */
export function childEnvironment(
  parent: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const windows = process.platform === 'win32';
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    // Windows spells the same variable `Path` or `PATH`.
    const known = windows ? name.toUpperCase() : name;
    const allowed = ALLOWED.has(known) || LOCALE.test(known) || (windows && ALLOWED_ON_WINDOWS.has(known));
    if (allowed && value !== undefined) environment[known] = value;
  }
  return { ...environment, ...added };
}
