import type { Phase } from '../phase';
import { PHASE_LABEL } from '../phase';
import type { ImplementedComponent, ImplementReport } from '../tdflow/implement/implementEvents';
import { costsWords } from './costWords';
import { explainProblem } from './explainProblem';

/** A run over all components in words, for both faces. */
export interface ImplementWords {
  readonly columns: readonly string[];
  /** One for each component, in the order of the run. */
  readonly rows: readonly (readonly string[])[];
  /** "2 of 3 components are done. 1 failed: receipt." */
  readonly summary: string;
  /** What stands in the way of each that is not done, and what to do about it. */
  readonly next: readonly string[];
}

const COLUMNS = ['component', 'RED', 'GREEN', 'VERIFY', 'attempts', 'cost', 'state'];
const SHOWN = ['red', 'green', 'verify'] as const satisfies readonly Phase[];

export function describeImplementing({ components, stopped }: ImplementReport): ImplementWords {
  const rows = components.map((each) => [
    each.name,
    ...SHOWN.map((phase) => PHASE_WORDS[each.phases[phase] ?? 'none']),
    String(each.attempts),
    costsWords(each.costs) || '–',
    stateOf(each),
  ]);
  const stop = stopped === undefined || stopped.kind === 'cancelled' ? undefined : explainProblem(stopped);
  const why =
    stopped === undefined
      ? []
      : stop === undefined
        ? ['The run was cancelled.']
        : [`The run stopped: ${stop.what}`, stop.remedy];
  return {
    columns: COLUMNS,
    rows,
    summary: summaryOf(components),
    next: [...why, ...(stop === undefined ? components.flatMap(nextOf) : []), ...goOn(components)].filter(Boolean),
  };
}

const PHASE_WORDS: Readonly<Record<'reached' | 'kept' | 'not reached' | 'none', string>> = {
  reached: 'reached',
  kept: 'reached before',
  'not reached': 'not reached',
  none: '–',
};

function stateOf({ result, waitsFor }: ImplementedComponent): string {
  return result === 'waiting' ? `waits for ${waitsFor.join(', ')}` : result;
}

function summaryOf(components: readonly ImplementedComponent[]): string {
  const named = (result: ImplementedComponent['result']) =>
    components.filter((each) => each.result === result).map(({ name }) => name);
  const done = named('done').length + named('already done').length;
  const count = components.length;
  const parts = (['failed', 'stopped', 'waiting', 'not begun'] as const).flatMap((result) => {
    const names = named(result);
    return names.length === 0 ? [] : [` ${names.length} ${RESULT_WORDS[result]}: ${names.join(', ')}.`];
  });
  return `${done} of ${count} ${count === 1 ? 'component' : 'components'} ${done === 1 ? 'is' : 'are'} done.${parts.join('')}`;
}

const RESULT_WORDS = { failed: 'failed', stopped: 'stopped', waiting: 'not tried', 'not begun': 'not begun' } as const;

/** Why it is not done, in a line. */
function nextOf({ name, failure }: ImplementedComponent): readonly string[] {
  if (failure === undefined) return [];
  const { phase, outcome } = failure;
  const place = `${name}, ${PHASE_LABEL[phase]}:`;
  switch (outcome.kind) {
    case 'failed': {
      const { what, remedy } = explainProblem(outcome.problem);
      return what === '' ? [] : [`${place} ${what} ${remedy}`.trimEnd()];
    }
    case 'not-reached':
      return [`${place} ${outcome.verdict.summary}`];
    case 'contradiction':
      return [`${place} ${outcome.verdict.summary} Decide which side is right, and change that.`];
    case 'rejected':
      return [`${place} nothing of what was proposed was accepted.`];
    default:
      return [];
  }
}

function goOn(components: readonly ImplementedComponent[]): readonly string[] {
  const isDone = components.every(({ result }) => result === 'done' || result === 'already done');
  return isDone ? [] : ['Run it again to go on: what is done is skipped.'];
}
