import { inCell, linkInCell, oneLine, tableOf } from '../../lib/markdown';
import { timeWords } from '../../lib/timeWords';
import { criterionFor, faultWords, testIdeaFor } from './mutantWords';
import type { JudgedMutant, Strength } from './strength';
import { percentWords, tallyOf } from './strength';
import { besideWords, scoreWords } from './strengthWords';

const MOST_ROWS = 200;

/** What a check found, as a Markdown document. `toRoot` leads from it to the root of the workspace: `../../`. */
export function strengthMarkdown(strength: Strength, toRoot: string): string {
  const { component, runner, seconds, at } = strength;
  const parts = [
    `# Strength of the tests of ${oneLine(component)}`,
    `Looked at ${timeWords(at)} with ${oneLine(runner)}, in ${seconds} s. Small faults were put into a copy of the code, one at a time: a test that is worth something fails then.`,
    ...sections(strength, toRoot),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The same as a part of another document. */
export function strengthSection(strength: Strength, toRoot: string): string {
  return ['## Strength of the tests', ...sections(strength, toRoot)].join('\n\n').replace(/^### /gm, '#### ');
}

function sections(strength: Strength, toRoot: string): readonly string[] {
  const { mutants, requirements } = strength;
  const of = (kind: JudgedMutant['outcome']['kind']) => mutants.filter(({ outcome }) => outcome.kind === kind);
  const place = (mutant: JudgedMutant) =>
    linkInCell(`${mutant.file}:${mutant.line}`, `${toRoot}${mutant.file}`, mutant.line);
  const missing = of('survived').slice(0, MOST_ROWS);
  return [
    `The tests are **${scoreWords(tallyOf(mutants)).replace(':', ':**')}.`,
    ...besideWords(strength),
    ...table(
      'Requirement by requirement',
      ['requirement', 'noticed', 'faults in the lines that its tests run'],
      requirements.map(({ id, tally }) => [
        inCell(id),
        inCell(percentWords(tally)),
        `${tally.killed} of ${tally.killed + tally.survived}`,
      ]),
    ),
    ...table(
      'What no test notices',
      ['where', 'no test notices if', 'missing criterion', 'test that would notice'],
      missing.map((mutant) => [
        place(mutant),
        inCell(faultWords(mutant)),
        inCell(`${(mutant.requirements ?? []).join(' or ')} ${criterionFor(mutant)}`.trimStart()),
        inCell(testIdeaFor(mutant)),
      ]),
    ),
    ...table(
      'What no test runs',
      ['where', 'a fault there'],
      of('not-covered')
        .slice(0, MOST_ROWS)
        .map((mutant) => [place(mutant), inCell(faultWords(mutant))]),
    ),
  ];
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`### ${title}`, tableOf(columns, rows)];
}
