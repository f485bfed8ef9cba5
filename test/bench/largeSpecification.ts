/** How many requirements `largeSpecification` has. */
export const REQUIREMENTS = 400;
const LINES = 5_000;

/** A specification in YAML of 5,000 lines and 400 requirements, each with a criterion. */
export function largeSpecification(): string {
  const lines = ['metadata: {spec_id: large-v1, version: "1.0"}', 'requirements:', '  functional:'];
  for (let number = 1; number <= REQUIREMENTS; number++) {
    const id = String(number).padStart(3, '0');
    lines.push(
      ...[`    - id: FR-${id}`, `      title: Demand ${number}`, '      priority: must', '      description: >'],
      ...['        The cart holds a line for each article,', `        and knows the total of line ${number}.`],
      ...['      rationale: Nothing can be sold without it.', '      acceptance_criteria:', `        - id: AC-${id}`],
      ...[
        '          given: a cart with an article',
        '          when: it is put in again',
        '          then: it counts up',
      ],
    );
  }
  lines.push('entities:', '  - name: Cart', '    properties:');
  for (let number = 0; lines.length < LINES; number++) lines.push(`      - {name: field_${number}, type: int}`);
  return `${lines.join('\n')}\n`;
}
