import type { TestResult } from './report';

/** A test's name for people, with the suites or classes that it stands in: two tests of one name are told apart. */
export function fullName({ id, file, name }: Pick<TestResult, 'id' | 'file' | 'name'>): string {
  const prefix = `${file}::`;
  return id.startsWith(prefix) ? id.slice(prefix.length).replaceAll('::', ' > ') : name;
}
