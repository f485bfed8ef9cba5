const BASES: readonly (readonly [string, readonly string[]])[] = [
  ['_patterns-python', ['python']],
  ['_testing-python', ['python']],
  ['_patterns-typescript', ['typescript', 'javascript']],
  ['_patterns-go', ['go']],
];

/** A contract to begin with, for a project in these languages. */
export function firstContract(languages: ReadonlySet<string>): string {
  const fitting = BASES.filter(([, names]) => names.some((name) => languages.has(name))).map(([base]) => base);
  const bases = fitting.length === 0 ? ['_base', '_testing'] : fitting;
  return `schema_version: '1.0'

contract:
  name: project
  type: patterns
  description: What holds in this project.
  version: '1.0.0'
  enabled: true
  # What is built in: agentforge contracts list, agentforge contracts show NAME
  extends:
${bases.map((base) => `    - ${base}\n`).join('')}
# A check with the id of an inherited one changes only what it says; with a "type", it takes its place.
checks:
  - id: require-readme
    severity: info

  # - id: no-legacy-imports
  #   name: Nothing new uses the old module
  #   type: regex
  #   severity: error
  #   config:
  #     pattern: '^from legacy import'
  #     mode: forbid
  #     multiline: true
  #   applies_to:
  #     paths: ['src/**/*.py']
  #   fix_hint: Use the module "current".
`;
}
