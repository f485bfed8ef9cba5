const CONVENTIONS = [
  /^test_.*\.py$/,
  /_test\.py$/,
  /\.(test|spec)\.[cm]?[jt]s$/,
  /^test[-_].*\.[cm]?[jt]s$/,
  /[-_]test\.[cm]?[jt]s$/,
];

/** Whether a runner takes the file for a file of tests, by the names that runners look for; helpers beside tests are not. */
export function isTestFileName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return CONVENTIONS.some((convention) => convention.test(name));
}
