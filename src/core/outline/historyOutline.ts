import { dollars } from '../lib/dollars';
import { PHASE_LABEL } from '../phase';
import type { Generation } from '../tdflow/history';
import type { Row, RowState } from './row';

/** The generations of a session as rows, the newest first, each with the files that it changed. */
export function historyOutline(generations: readonly Generation[]): readonly Row[] {
  return generations.map(generationRow);
}

function generationRow(generation: Generation): Row {
  const { number, attempt, component, phase, at, record, files, state, entry } = generation;
  const id = `history/${attempt}`;
  const paid = record?.cost === undefined ? [] : [dollars(record.cost)];
  const model = record === undefined ? [] : [record.model];
  return {
    id,
    kind: 'generation',
    label: `${number} ${PHASE_LABEL[phase]} of ${component}`,
    description: [state, ...paid, at.slice(0, 16).replace('T', ' ')].join(' · '),
    detail: [record?.summary ?? '', [at, ...model, ...paid].join(', ')].filter(Boolean).join('\n'),
    state: stateOf(generation),
    actions: state === 'in place' ? ['rollBackGeneration', 'rollBackTo'] : ['rollBackTo'],
    target: { kind: 'generation', number },
    component,
    phase,
    children: files.map(({ path, change }) => ({
      ...{
        id: `${id}/${path}`,
        kind: 'file',
        label: path,
        description: change,
        detail: '',
        state: 'none',
        actions: [],
      },
      target: entry === undefined ? { kind: 'file', path } : { kind: 'applied', journalEntry: entry.id, path },
      ...{ component, phase, children: [] },
    })),
  };
}

function stateOf({ record, state }: Generation): RowState {
  if (state === 'rolled back') return 'rejected';
  switch (record?.result) {
    case 'reached':
      return 'reached';
    case 'not-reached':
    case 'contradiction':
    case 'unusable':
      return 'failed';
    case 'rejected':
    case undefined:
      return 'none';
  }
}
