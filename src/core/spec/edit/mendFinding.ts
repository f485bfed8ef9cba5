import type { Position } from '../../lib/lines';
import type { Dialect } from '../requirement';
import type { Specification, WarningRemedy } from '../specification';
import type { CriterionParts } from './criterionText';
import { criterionText, scenarioText } from './criterionText';
import { endOfMapping } from './endOfMapping';
import type { InsertedText, Mending } from './mending';
import { asWritten, withBlanks } from './mending';
import { nextId } from './nextId';
import { splitDemand } from './splitDemand';
import { wholeIdAt } from './wholeIdAt';

/** What mends a finding by itself; undefined where a person has to think first. `text` is the file as it is. */
export function mendFinding(
  { remedy }: { readonly remedy?: WarningRemedy },
  specification: Specification,
  text: string,
): Mending | undefined {
  if (remedy === undefined) return undefined;
  const lines = text.split(/\r\n|\r|\n/);
  switch (remedy.kind) {
    case 'new-id':
      return newId(remedy, specification, lines);
    case 'missing-id':
      return missingId(remedy, specification, lines);
    case 'add-criterion':
      return addCriterion(remedy, specification.dialect, lines);
    case 'split':
      return splitDemand(remedy, specification, lines);
  }
}

function newId(
  { id, at: { line, column } }: WarningRemedy,
  specification: Specification,
  lines: readonly string[],
): Mending | undefined {
  const another = nextId(id, specification);
  const from = wholeIdAt(id, lines[line - 1] ?? '', column - 1);
  if (another === undefined || from === undefined) return undefined;
  const edit = { at: { line, column: from + 1 }, removed: id.length, insert: asWritten(another) };
  return { title: `Call it ${another}`, edits: [edit] };
}

/** The first key of a YAML mapping that has none for its id. */
function missingId(
  { id, at }: WarningRemedy,
  specification: Specification,
  lines: readonly string[],
): Mending | undefined {
  const another = nextId(id, specification);
  const written = (lines[at.line - 1] ?? '').slice(at.column - 1);
  if (another === undefined) return undefined;
  const title = `Give it the id ${another}`;
  if (!written.startsWith('{')) {
    const insert = asWritten(`id: ${another}\n${' '.repeat(at.column - 1)}`);
    return { title, edits: [{ at, removed: 0, insert }] };
  }
  const behind = { line: at.line, column: at.column + 1 };
  return { title, edits: [{ at: behind, removed: 0, insert: asWritten(`id: ${another}, `) }] };
}

const BLANKS: CriterionParts = { state: blank('state'), action: blank('action'), outcome: blank('outcome') };
const WITHOUT_STATE: CriterionParts = { state: undefined, action: blank('event'), outcome: blank('outcome') };

/** Behind a requirement that has none. */
const MARKDOWN_CRITERION: Readonly<Partial<Record<Dialect, readonly InsertedText[]>>> = {
  kiro: [
    ...asWritten('\n\n#### Acceptance Criteria\n\n1. '),
    ...criterionText({ ...WITHOUT_STATE, outcome: blank('response') }, 'ears'),
  ],
  openspec: [...asWritten('\n\n'), ...scenarioText(blank('name'), WITHOUT_STATE)],
  'spec-kit': [...asWritten('\n\n**Acceptance Scenarios**:\n\n1. '), ...criterionText(BLANKS, 'bold')],
};

function blank(text: string): InsertedText {
  return { text, isBlank: true };
}

function addCriterion({ id, at }: WarningRemedy, dialect: Dialect, lines: readonly string[]): Mending | undefined {
  const title = `Add a criterion to "${id}"`;
  const adding = (place: Position, insert: readonly InsertedText[]) => ({
    title,
    edits: [{ at: place, removed: 0, insert }],
  });
  if (dialect !== 'requirements') {
    const template = MARKDOWN_CRITERION[dialect];
    return template === undefined ? undefined : adding(at, template);
  }
  const indent = at.column - 1;
  // A mapping in braces has no line to add.
  if ((lines[at.line - 1] ?? '')[indent] === '{') return undefined;
  const pad = ' '.repeat(indent);
  const criterion = [
    'acceptance_criteria:',
    '  - id: <AC-001>',
    '    given: <state>',
    '    when: <action>',
    '    then: <outcome>',
  ];
  return adding(endOfMapping(lines, at), withBlanks(criterion.map((line) => `\n${pad}${line}`).join('')));
}
