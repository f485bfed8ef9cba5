const TEST_FOLDER = /^(?:(?:.+\.)?tests?|__tests__|__mocks__|__fixtures__|__snapshots__|spec)$/i;
const TEST_NAMES: readonly RegExp[] = [
  /^test_.*\.py$/i,
  /_test\.(?:py|go|rb|rs|exs|dart|cc|cpp)$/i,
  /^(?:conftest|tests?)\.py$/i,
  /^(?:.*[._-])?(?:test|spec)\.[cm]?[jt]sx?$/i,
  /^test[-_].*\.[cm]?[jt]sx?$/i,
  /_spec\.rb$/i,
  // With the capital, or `Latest.java` would be one.
  /(?:Test|Tests|Spec|IT)\.(?:java|kt|scala|cs|php|swift)$/,
];

/** Whether a file seems to belong to the tests, by its folder or name. */
export function looksLikeTest(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return folders.some((folder) => TEST_FOLDER.test(folder)) || TEST_NAMES.some((pattern) => pattern.test(name));
}
