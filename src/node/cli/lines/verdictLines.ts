import { PHASE_LABEL } from '../../../core/phase';
import type { Verdict } from '../../../core/verdict/verdict';
import type { Colors } from '../colors';
import { labelledLine } from './labelledLine';

/** Test by test, then whether the phase is reached, and what else is to be known. */
export function verdictLines(
  { tests, checks, phase, reached, summary, claims, notes }: Verdict,
  { green, red, dim }: Colors,
): readonly string[] {
  const label = PHASE_LABEL[phase];
  const word = reached ? green(`${label} reached`) : red(`${label} not reached`);
  return [
    ...tests.map(({ apart, asNeeded, name, explanation }) => {
      const mark = apart === true ? dim('–') : asNeeded ? green('✓') : red('✗');
      return `    ${mark} ${name}  ${dim(explanation)}`;
    }),
    ...checks.map(({ name, result, detail }) =>
      labelledLine('', `${name}: ${result.replace('-', ' ')}${result === 'failed' ? `: ${detail}` : ''}`),
    ),
    labelledLine('verdict', `${word}: ${summary}`),
    ...claims.flatMap(({ testPlace, criterionPlace }) => [
      ...(testPlace === undefined ? [] : [labelledLine('test', placeText(testPlace))]),
      ...(criterionPlace === undefined ? [] : [labelledLine('criterion', placeText(criterionPlace))]),
    ]),
    ...notes.map((note) => labelledLine('', dim(note))),
  ];
}

function placeText({ path, line }: { readonly path: string; readonly line: number | undefined }): string {
  return line === undefined ? path : `${path}:${line}`;
}
