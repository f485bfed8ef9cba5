// In any letter case: some file systems find them so.
/** Files that a runner reads before any test: set-up code. */
const SETUP: readonly RegExp[] = [
  /^(conftest|sitecustomize|usercustomize)\.py$/i,
  /^((jest|vitest|mocha|ava|playwright)[.-]setup|setup-?(jest|vitest|tests?)|setupTests|setupFilesAfterEnv|tests?[.-]setup)\.[cm]?[jt]sx?$/i,
];
const CONFIGURATION: readonly RegExp[] = [
  /^(\.?pytest\.(ini|toml)|tox\.(ini|toml)|setup\.cfg|pyproject\.toml|\.coveragerc)$/i,
  /^(package\.json|mocha\.opts|\.taprc|jasmine\.json|xunit\.runner\.json|junit-platform\.properties|bunfig\.toml)$/i,
  /^\.(mocharc|c8rc|nycrc)(\.(json|jsonc|js|cjs|mjs|ya?ml))?$/i,
  /^(Cargo\.toml|nextest\.toml|pom\.xml|build\.gradle(\.kts)?|.*\.runsettings)$/i,
];
const SCRIPTS =
  /^(\.mocharc|(jest|vitest|vite|ava|nyc|playwright|cypress|web-test-runner)\.(config|workspace|projects)|(karma|wdio)\.conf)\.[cm]?[jt]s$/i;
const SNAPSHOT = /\.(snap|ambr|golden)$|\.(approved|verified)\.\w+$/i;
const SNAPSHOT_FOLDER = /(^|\/)(__snapshots__|testdata)\//i;

/**
 * Whether a path belongs to what can change a contract, files of tests and their folders aside: set-up code, the runner's
 * configuration and thresholds, snapshots.
 */
export function isContractFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    isSnapshot(path) || isConfigurationScript(path) || [...SETUP, ...CONFIGURATION].some((each) => each.test(name))
  );
}

/** Whether a file holds what tests compare with. */
export function isSnapshot(path: string): boolean {
  return SNAPSHOT.test(path) || SNAPSHOT_FOLDER.test(path);
}

/** Whether a file is a runner's configuration written as a program. */
export function isConfigurationScript(path: string): boolean {
  return SCRIPTS.test(path.slice(path.lastIndexOf('/') + 1));
}
