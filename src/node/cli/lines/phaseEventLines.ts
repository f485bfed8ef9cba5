import { estimateWords, paidWords } from '../../../core/outline/costWords';
import type { Wait } from '../../../core/outline/modelWords';
import { cacheMissWords, usageWords } from '../../../core/outline/modelWords';
import { proofLines } from '../../../core/proof/coverage/proofWords';
import type { PhaseEvent } from '../../../core/tdflow/phaseEvents';
import type { Colors } from '../colors';
import { indented, labelledLine } from './labelledLine';
import { proposedLines } from './proposedLines';
import { STEP_TEXT } from './stepText';
import { verdictLines } from './verdictLines';

/** What is told in lines that stay; what grows, what is waited for and problems have ways of their own. */
type ToldInLines = Exclude<PhaseEvent, Wait | { readonly kind: 'changes' | 'rollback-failed' }>;
type Told<K extends ToldInLines['kind']> = Extract<ToldInLines, { readonly kind: K }>;

interface Look {
  readonly colors: Colors;
  readonly verbose: boolean;
}

/** What happens while a phase runs, in lines; none where there is nothing to tell. */
export function phaseEventLines(event: ToldInLines, look: Look): readonly string[] {
  const { colors, verbose } = look;
  switch (event.kind) {
    case 'attempt':
      return [labelledLine('attempt', `${event.number} of ${event.of}`)];
    case 'attempt-failed':
      return failedLines(event, colors);
    case 'step':
      return stepLines(event);
    case 'prompt':
      return promptLines(event, colors);
    case 'model-started':
      return [labelledLine('answer', event.label)];
    case 'model-ended':
      return endedLines(event, look);
    case 'proposed':
      return proposalLines(event, colors);
    case 'reviewed':
      return [];
    case 'applied':
      return [labelledLine('written', event.files.join(', '))];
    case 'test':
      return event.event.kind === 'run-started' ? runLines(event.event, colors) : [];
    case 'lines':
      return proofLines(event.proof).map((line, index) => labelledLine(index === 0 ? 'lines' : '', line));
    case 'verdict':
      return verdictLines(event.verdict, colors);
    case 'rolled-back': {
      const { files } = event;
      return [
        labelledLine('undone', files.length === 0 ? 'nothing had to be taken back' : `${files.join(', ')} as before`),
      ];
    }
    case 'session':
      return verbose ? [labelledLine('session', colors.green(event.session.id))] : [];
  }
}

function failedLines({ verdict, feedback, stop, of }: Told<'attempt-failed'>, { red, dim }: Colors): readonly string[] {
  return [
    ...(verdict === undefined ? [labelledLine('failed', red(indented(feedback)))] : []),
    ...(stop !== undefined && of > 1 ? [labelledLine('', dim(stop))] : []),
  ];
}

function stepLines({ step }: Told<'step'>): readonly string[] {
  const told = STEP_TEXT[step];
  return told === undefined ? [] : [labelledLine(...told)];
}

function promptLines(
  { prompt, estimate, instructionsFrom, omitted }: Told<'prompt'>,
  { dim }: Colors,
): readonly string[] {
  return [
    labelledLine('prompt', `at most ${prompt.tokens} tokens`),
    ...(estimate === undefined ? [] : [labelledLine('cost', dim(estimateWords(estimate)))]),
    ...(instructionsFrom === undefined ? [] : [labelledLine('', `instructions from ${instructionsFrom}`)]),
    ...omitted.map(({ what, why }) => labelledLine('', dim(`left out: ${what} (${why})`))),
  ];
}

function endedLines({ usage, cost, cacheMiss }: Told<'model-ended'>, { colors, verbose }: Look): readonly string[] {
  // A beginning that is too short for the cache is so in each run, and nothing is to be done about it.
  const miss = cacheMiss === 'missed' || verbose ? cacheMissWords(cacheMiss) : undefined;
  return [
    ...(usage === undefined ? [] : [`${usageWords(usage)}, ${paidWords(cost, usage)}`]),
    ...(miss === undefined ? [] : [miss]),
  ].map((text) => labelledLine('', colors.dim(text)));
}

function proposalLines(
  { changes: { files, notes, explanation } }: Told<'proposed'>,
  colors: Colors,
): readonly string[] {
  return [
    ...files.flatMap((file) => proposedLines(file, colors)),
    ...notes.map((note) => labelledLine('note', note)),
    ...(explanation === '' ? [] : [labelledLine('why', colors.dim(indented(explanation)))]),
  ];
}

function runLines(
  { command, why }: Extract<Told<'test'>['event'], { readonly kind: 'run-started' }>,
  { dim }: Colors,
): readonly string[] {
  return [labelledLine('run', command), ...(why === undefined ? [] : [labelledLine('', dim(why))])];
}
