import type { Phase } from '../phase';
import { PHASES } from '../phase';
import type { Verdict } from '../verdict/verdict';
import { changedSince } from './fileMarks';
import type { Ports } from './ports';
import type { FileMark, Session, SessionComponent } from './session';

/** What a session's records are worth now. */
export interface SessionView {
  verdictOf(component: string, phase: Phase): Verdict | undefined;
  /** Whether files of the phase changed since its verdict, by anything but a later phase. */
  isStale(component: string, phase: Phase): boolean;
}

/** Reads the saved verdicts and holds the recorded files against those that are there. */
export async function viewSession(
  session: Session | undefined,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<SessionView> {
  const verdicts = new Map<string, Verdict>();
  const stale = new Set<string>();
  for (const component of session?.components ?? []) {
    for (const phase of PHASES) {
      const record = component.phases[phase];
      if (session === undefined || record === undefined) continue;
      const key = keyOf(component.name, phase);
      const saved = await ports.attempts.readVerdict(session.id, record.attempt);
      if (saved !== undefined) verdicts.set(key, saved.verdict);
      const marks = record.files.filter((mark) => !isSuperseded(mark, component, phase));
      if ((await changedSince(marks, ports)).length > 0) stale.add(key);
    }
  }
  return {
    verdictOf: (component, phase) => verdicts.get(keyOf(component, phase)),
    isStale: (component, phase) => stale.has(keyOf(component, phase)),
  };
}

/** A later phase that was reached changed the file itself: the earlier verdict was about the file before that, as it should be. */
function isSuperseded(mark: FileMark, component: SessionComponent, phase: Phase): boolean {
  return PHASES.slice(PHASES.indexOf(phase) + 1).some((later) => {
    const record = component.phases[later];
    return (
      record?.state === 'reached' && record.files.some(({ path, hash }) => path === mark.path && hash !== mark.hash)
    );
  });
}

function keyOf(component: string, phase: Phase): string {
  return `${component}/${phase}`;
}
