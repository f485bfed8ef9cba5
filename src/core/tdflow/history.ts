import type { JournalChange, JournalEntry } from '../apply/journal';
import type { WritingPhase } from '../phase';
import type { AttemptRecord, Session, SessionComponent } from './session';

/**
 * `in place`: its files are there; `open`: it was applied and not judged; `not in the journal`: nobody knows any more what it wrote,
 * as the journal has forgotten it or is another one, in a clone.
 */
export type GenerationState = 'in place' | 'rolled back' | 'open' | 'nothing written' | 'not in the journal';

/** One generation of a session with all that is known of it. */
export interface Generation {
  /** Rises within the session; what a person names it by. */
  readonly number: number;
  /** The folder of its prompt, answer and verdict in the history, such as `003-green-cart`. */
  readonly attempt: string;
  readonly component: string;
  readonly phase: WritingPhase;
  /** ISO 8601. */
  readonly at: string;
  /** Undefined where the session has forgotten it. */
  readonly record: AttemptRecord | undefined;
  readonly files: readonly { readonly path: string; readonly change: 'created' | 'modified' | 'deleted' }[];
  readonly state: GenerationState;
  /** What can be compared and rolled back. */
  readonly entry: JournalEntry | undefined;
}

/** The generations of a session, the newest first: those that the session tells of and those that the journal does. */
export function generationsOf(session: Session, entries: readonly JournalEntry[]): readonly Generation[] {
  const found = new Map<string, Generation>();
  for (const component of session.components) {
    for (const record of component.attempts) {
      if (record.phase === 'verify') continue;
      const { id: attempt, phase, at } = record;
      const about = { number: numberOf(attempt), attempt, component: component.name, phase, at, record };
      found.set(attempt, { ...about, files: [], state: stateWithoutEntry(record, component), entry: undefined });
    }
  }
  for (const entry of entries) {
    const { component, phase, at } = entry;
    if (entry.sessionId !== session.id || phase === 'documents') continue;
    const attempt = attemptOf(entry);
    const record = found.get(attempt)?.record;
    const about = { number: numberOf(attempt), attempt, component, phase, at, record };
    found.set(attempt, { ...about, ...writtenIn(entry), entry });
  }
  return [...found.values()].sort((a, b) => b.number - a.number);
}

/** What an entry wrote, and whether that is in place. */
export function writtenIn(entry: JournalEntry): Pick<Generation, 'files' | 'state'> {
  const files = entry.changes.map((change) => ({ path: change.path, change: kindOf(change) }));
  return { files, state: stateOf(entry) };
}

/** The generation that a person names by its number or its folder. */
export function findGeneration(generations: readonly Generation[], named: string): Generation | undefined {
  return generations.find(({ number, attempt }) => attempt === named || String(number) === named.replace(/^0+/, ''));
}

/** The folder in the history of what was written. */
export function attemptOf({ id, sessionId }: JournalEntry): string {
  return id.slice(sessionId.length + 1);
}

/** The number of an attempt within its session, from 1; 0 for what is no name of one. */
export function numberOf(attempt: string): number {
  return Number.parseInt(attempt, 10) || 0;
}

function kindOf({ before, after }: JournalChange): 'created' | 'modified' | 'deleted' {
  if (before === undefined) return 'created';
  return after === undefined ? 'deleted' : 'modified';
}

/** Of an attempt that was judged only the last of its phase is known to have written nothing. */
function stateWithoutEntry({ id, phase, result }: AttemptRecord, { phases }: SessionComponent): GenerationState {
  if (result !== 'reached' && result !== 'not-reached') return 'nothing written';
  const last = phases[phase];
  return last?.attempt === id && last.journalEntry === undefined ? 'nothing written' : 'not in the journal';
}

function stateOf({ state }: JournalEntry): GenerationState {
  switch (state) {
    case 'kept':
      return 'in place';
    case 'rolled-back':
      return 'rolled back';
    case 'intent':
    case 'applied':
    case 'undoing':
      return 'open';
  }
}
