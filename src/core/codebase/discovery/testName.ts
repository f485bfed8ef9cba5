/** How a test file is named after what it tests: what is in front of and behind that name. */
const FORMS: readonly (readonly [form: string, pattern: RegExp])[] = [
  ['test_*.py', /^test_(.+)\.py$/],
  ['*_test.py', /^(.+)_test\.py$/],
  ['*_test.go', /^(.+)_test\.go$/],
  ['*.test.*', /^(.+)[.-]test\.[cm]?[jt]sx?$/],
  ['*.spec.*', /^(.+)[.-]spec\.[cm]?[jt]sx?$/],
  ['*_spec.rb', /^(.+)_spec\.rb$/],
  ['*_test.rb', /^(.+)_test\.rb$/],
  ['test_*.rb', /^test_(.+)\.rb$/],
  ['*Tests', /^(.+)Tests\.(?:java|kt|scala|cs|php|swift)$/],
  ['*Test', /^(.+)Test\.(?:java|kt|scala|cs|php|swift)$/],
  ['*Spec', /^(.+)Spec\.(?:java|kt|scala|cs|php|swift)$/],
  ['*_test', /^(.+)_test\.(?:rs|cc|cpp|c)$/],
];

/** The form of a test file's name, and the name of what it tests; undefined when it is named otherwise. */
export function testNameOf(path: string): { readonly form: string; readonly subject: string } | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const [form, pattern] of FORMS) {
    const subject = pattern.exec(name)?.[1];
    if (subject !== undefined) return { form, subject };
  }
  return undefined;
}
