const CONVENTIONS = [
  /^test_.*\.py$/,
  /_test\.py$/,
  /\.(test|spec)\.[cm]?[jt]sx?$/,
  /^test[-_].*\.[cm]?[jt]s$/,
  /[-_]test\.[cm]?[jt]s$/,
  /_test\.go$/,
  /^(?:Test[A-Z].*|.*(?:Tests?|TestCase|Spec))\.(?:java|kt|cs)$/,
];
/** Cargo goes by the folder: each file directly in it is a program of tests, what lies deeper is a part of one. */
const RUST = /(?:^|\/)tests\/(?:[^/]+|[^/]+\/main)\.rs$/;

/** Whether a runner takes the file for a file of tests, by the names that runners look for; helpers beside tests are not. */
export function isTestFileName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return CONVENTIONS.some((convention) => convention.test(name)) || RUST.test(path);
}
