import type { WrittenDocuments } from '../authoring/writtenDocuments';
import { dollars } from '../lib/dollars';
import { PHASE_LABEL } from '../phase';
import type { Generation } from '../tdflow/history';
import type { Row, RowState } from './row';
import { workTitle } from './workTitle';

/** The generations of a session and documents as rows, the newest first, each with the files that it changed. */
export function historyOutline(
  generations: readonly Generation[],
  documents: readonly WrittenDocuments[] = [],
): readonly Row[] {
  const rows: Row[] = [];
  let older = documents;
  for (const generation of generations) {
    const newer = older.filter(({ entry }) => entry.at > generation.at);
    older = older.slice(newer.length);
    rows.push(...newer.map(documentsRow), generationRow(generation));
  }
  return [...rows, ...older.map(documentsRow)];
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
    description: [state, ...paid, minuteOf(at)].join(' · '),
    detail: [record?.summary ?? '', [at, ...model, ...paid].join(', ')].filter(Boolean).join('\n'),
    state: stateOf(generation),
    actions: state === 'in place' ? ['rollBackGeneration', 'rollBackTo'] : ['rollBackTo'],
    target: { kind: 'generation', number },
    component,
    phase,
    children: fileRows({ id, component, phase }, files, entry?.id),
  };
}

function documentsRow({ entry, files, state }: WrittenDocuments): Row {
  const id = `history/${entry.id}`;
  const place = { component: undefined, phase: undefined };
  return {
    ...{ id, kind: 'generation', label: workTitle(entry), description: `${state} · ${minuteOf(entry.at)}` },
    detail: entry.at,
    state: state === 'in place' ? 'accepted' : state === 'rolled back' ? 'rejected' : 'none',
    actions: state === 'in place' ? ['rollBackGeneration'] : [],
    target: { kind: 'documents', journalEntry: entry.id },
    ...place,
    children: fileRows({ id, ...place }, files, entry.id),
  };
}

function fileRows(
  { id, ...place }: Pick<Row, 'id' | 'component' | 'phase'>,
  files: Generation['files'],
  journalEntry: string | undefined,
): readonly Row[] {
  return files.map(({ path, change }) => ({
    ...{ id: `${id}/${path}`, kind: 'file', label: path, description: change, detail: '', state: 'none', actions: [] },
    target: journalEntry === undefined ? { kind: 'file', path } : { kind: 'applied', journalEntry, path },
    ...place,
    children: [],
  }));
}

function minuteOf(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
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
