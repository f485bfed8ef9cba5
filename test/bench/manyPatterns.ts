/** So many patterns, each of one of the forms that contracts have, and none like another. */
export function manyPatterns(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => patternOf(index));
}

function patternOf(index: number): string {
  const forms = [
    `\\bprint_${index}\\s*\\(`,
    `^\\s*except_${index}\\s*:`,
    `(?i)password_${index}\\s*=\\s*['"][^'"]+['"]`,
    `def\\s+do_${index}\\s*\\([^)]*\\)\\s*:`,
  ];
  return forms[index % forms.length] ?? '';
}

/** A contract that forbids each of them below `src`. */
export function contractOf(patterns: readonly string[]): string {
  const checks = patterns.map(
    (pattern, index) =>
      `  - {id: c${index}, name: Check, type: regex, config: {pattern: ${JSON.stringify(pattern)}}}\n`,
  );
  return `contract: {name: many, type: custom, applies_to: {paths: ['src/**']}}\nchecks:\n${checks.join('')}`;
}
