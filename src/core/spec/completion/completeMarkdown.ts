import type { MarkdownDialect } from '../dialects';
import type { Completion, Completions } from './completion';
import { NO_COMPLETIONS } from './completion';
import { idsIn, nextOfKind } from './idsIn';

/** What begins a part, with a number where it has one. */
type Templates = (text: string) => readonly Completion[];

const completion = (label: string, detail: string, text: string = label): Completion => ({ label, detail, text });

const HEADINGS: Readonly<Record<MarkdownDialect, Templates>> = {
  sparc: () => [
    completion(
      '## Component: ',
      'a part that is built on its own',
      '## Component: <name>\n\n- Location: `<path>`\n- Tests: `<path>`\n\n### Purpose and Scope\n\n<purpose>\n',
    ),
  ],
  openspec: () => [
    completion('### Requirement: ', 'what is demanded', '### Requirement: <name>\nThe system SHALL <behavior>.'),
    completion('#### Scenario: ', 'how it is known', '#### Scenario: <name>\n- **WHEN** <event>\n- **THEN** <outcome>'),
    ...['ADDED', 'MODIFIED', 'REMOVED'].map((change) =>
      completion(`## ${change} Requirements`, 'in a proposed change'),
    ),
    completion(
      '## RENAMED Requirements',
      'in a proposed change',
      '## RENAMED Requirements\n\n- FROM: `### Requirement: <name>`\n- TO: `### Requirement: <name>`',
    ),
  ],
  kiro: (text) => {
    const next = 1 + highest(text, /^#{1,6} +Requirement (\d+)/gim);
    return [
      completion(
        `### Requirement ${next}: `,
        'a user story and its criteria',
        `### Requirement ${next}: <title>\n\n**User Story:** As a <role>, I want <goal>, so that <benefit>.\n\n#### Acceptance Criteria\n\n1. WHEN <event> THEN the system SHALL <response>`,
      ),
      completion(
        '#### Acceptance Criteria',
        'how it is known',
        '#### Acceptance Criteria\n\n1. WHEN <event> THEN the system SHALL <response>',
      ),
    ];
  },
  'spec-kit': (text) => {
    const next = 1 + highest(text, /^#{1,6} +User Story (\d+)/gim);
    return [
      completion(
        `### User Story ${next} - `,
        'what a user does, and how it is known',
        `### User Story ${next} - <title> (Priority: P${Math.min(next, 3)})\n\n<story>\n\n**Acceptance Scenarios**:\n\n1. **Given** <state>, **When** <action>, **Then** <outcome>`,
      ),
    ];
  },
  markdown: (text) => {
    const next = nextOfKind('FR-', idsIn(text));
    return [completion(`### ${next}: `, 'what is demanded', `### ${next}: <title>\n\n<demand>`)];
  },
};

const EARS: readonly Completion[] = [
  completion('WHEN', 'EARS: an event', 'WHEN <event> THEN the system SHALL <response>'),
  completion('IF', 'EARS: something unwanted', 'IF <condition> THEN the system SHALL <response>'),
  completion('WHILE', 'EARS: a state', 'WHILE <state> the system SHALL <response>'),
  completion('WHERE', 'EARS: a feature that may be there', 'WHERE <feature> is included the system SHALL <response>'),
  completion('THE SYSTEM SHALL', 'EARS: always', 'THE SYSTEM SHALL <response>'),
];
const STEPS = ['GIVEN', 'WHEN', 'THEN', 'AND'].map((step) => completion(`**${step}**`, 'a step', `**${step}** `));

/** What an item of a list begins with. */
const ITEMS: Readonly<Record<MarkdownDialect, Templates>> = {
  sparc: demand,
  openspec: () => STEPS,
  kiro: () => EARS,
  'spec-kit': (text) => [
    completion('Given', 'a scenario', '**Given** <state>, **When** <action>, **Then** <outcome>'),
    ...demand(text),
  ],
  markdown: demand,
};

function demand(text: string): readonly Completion[] {
  const next = nextOfKind('FR-', idsIn(text));
  return [completion(next, 'what is demanded', `**${next}**: The system MUST <behavior>.`)];
}

/** Headings, beginnings of items, and ids behind "Depends on", for a line up to the cursor. Lines and columns count from 0; the dialect is asked for where it matters. */
export function completeMarkdown(
  lines: readonly string[],
  { line, column }: { readonly line: number; readonly column: number },
  dialect: () => MarkdownDialect,
): Completions {
  const before = (lines[line] ?? '').slice(0, column);
  const text = lines.join('\n');
  const depends = /\b(?:depends on|requires)\b:? *(?:[\w.-]+ *, *)*([\w-]*)$/i.exec(before);
  if (depends !== null) {
    const items = idsIn(text).map((id) => completion(id, 'depends on it'));
    return { typed: depends[1]?.length ?? 0, items };
  }
  if (/^#{1,6}[\w :]*$/.test(before)) return { typed: before.length, items: HEADINGS[dialect()](text) };
  const item = /^ *(?:[-+*]|\d{1,9}[.)]) +(\*{0,2}[\w-]*)$/.exec(before);
  return item === null ? NO_COMPLETIONS : { typed: item[1]?.length ?? 0, items: ITEMS[dialect()](text) };
}

function highest(text: string, pattern: RegExp): number {
  return Math.max(0, ...[...text.matchAll(pattern)].map(([, number]) => Number(number)).slice(0, 1000));
}
