import type { InsertedText } from './mending';

/** What a criterion says, each part as text or as a blank that the user fills in. */
export interface CriterionParts {
  /** GIVEN; undefined: it holds in every state. */
  readonly state: InsertedText | undefined;
  /** WHEN. */
  readonly action: InsertedText;
  /** THEN. */
  readonly outcome: InsertedText;
}

/** Ways of writing a criterion in one line: as EARS has it, in words in bold, in words. */
export type CriterionStyle = 'ears' | 'bold' | 'plain';

/** A criterion in one line. */
export function criterionText(
  { state, action, outcome }: CriterionParts,
  style: CriterionStyle,
): readonly InsertedText[] {
  switch (style) {
    case 'ears':
      return [
        ...[word('WHEN '), action],
        ...(state === undefined ? [] : [word(' AND '), state]),
        ...[word(' THEN the system SHALL '), outcome],
      ];
    case 'bold':
      return [
        ...(state === undefined ? [] : [word('**Given** '), state, word(', ')]),
        ...[word('**When** '), action, word(', **Then** '), outcome],
      ];
    case 'plain':
      return [
        ...(state === undefined ? [] : [word('GIVEN '), state, word(' ')]),
        ...[word('WHEN '), action, word(' THEN '), outcome],
      ];
  }
}

/** A scenario of OpenSpec: its heading, and a line for each step. */
export function scenarioText(
  name: InsertedText,
  { state, action, outcome }: CriterionParts,
  hashes = '####',
): readonly InsertedText[] {
  return [
    ...[word(`${hashes} Scenario: `), name],
    ...(state === undefined ? [] : [word('\n- **GIVEN** '), state]),
    ...[word('\n- **WHEN** '), action, word('\n- **THEN** '), outcome],
  ];
}

function word(text: string): InsertedText {
  return { text, isBlank: false };
}
