/**
 * Whether a test that passes with the code is one that failed without it, by their ids. Where a file cannot be loaded without the code,
 * its tests are known by its own name, or by theirs without parameters.
 */
export function isSameTest(failing: string, passing: string): boolean {
  return passing === failing || ['::', '[', ' '].some((sign) => passing.startsWith(`${failing}${sign}`));
}
