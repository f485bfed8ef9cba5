import { visible } from '../../lib/visible';
import { criterionFor, faultWords, survivorWords, testIdeaFor } from './mutantWords';
import type { Strength } from './strength';
import { percentWords, tallyOf } from './strength';
import { besideWords, scoreWords } from './strengthWords';

/** What a check found, for a terminal. */
export function strengthText(strength: Strength): string {
  const { component, mutants, requirements, runner, seconds } = strength;
  const survived = mutants.filter(({ outcome }) => outcome.kind === 'survived');
  const uncovered = mutants.filter(({ outcome }) => outcome.kind === 'not-covered');
  const lines = [
    `The tests of ${component} are ${scoreWords(tallyOf(mutants))}, by ${runner} in ${seconds} s.`,
    ...besideWords(strength).map((sentence) => `  ${sentence}`),
    ...(tallyOf(mutants).notRun === 0 ? [] : ['  Give more time with --limit SECONDS.']),
    ...(requirements.length === 0 ? [] : ['', 'Faults in the lines that the tests of a requirement run:']),
    ...requirements.map(
      ({ id, tally }) => `  ${id}  ${percentWords(tally)}  (${tally.killed} of ${tally.killed + tally.survived})`,
    ),
    ...(survived.length === 0 ? [] : ['', 'Missing:']),
    ...survived.flatMap((mutant) => [
      `  ${mutant.file}:${mutant.line}:${mutant.column}: ${survivorWords(mutant)}`,
      `      criterion${ofRequirements(mutant.requirements)}: ${criterionFor(mutant)}`,
      `      test: ${testIdeaFor(mutant)}`,
    ]),
    ...(uncovered.length === 0 ? [] : ['', 'In lines that no test runs:']),
    ...uncovered.map((mutant) => `  ${mutant.file}:${mutant.line}:${mutant.column}: ${faultWords(mutant)}`),
  ];
  return visible(lines.join('\n'));
}

function ofRequirements(ids: readonly string[] | undefined): string {
  return ids === undefined ? '' : ` of ${ids.join(' or ')}`;
}
