import type { Phase } from '../phase';
import type { AcceptedDrift, Demands } from './demands';

export type ComponentStatus = 'pending' | 'red' | 'green' | 'refactored' | 'verified' | 'failed';
export type SessionPhase = 'init' | Phase | 'done';

/** A file as a phase left it; a later difference of the hash means that its verdict is stale. */
export interface FileMark {
  readonly path: string;
  readonly hash: string;
}

/** The last thing that happened in one phase of one component. */
export interface PhaseRecord {
  readonly state: 'reached' | 'not-reached';
  readonly summary: string;
  /** ISO 8601. */
  readonly at: string;
  /** Folder of prompt, answer and verdict in the history. */
  readonly attempt: string;
  readonly model: string;
  /** The journal entry to roll back, when the attempt changed files and they are still there. */
  readonly journalEntry: string | undefined;
  /** Mark of the component's part of the specification then; '' in records of before there were marks. */
  readonly specification: string;
  /** What the specification demanded then; undefined in records of before that was kept. */
  readonly demands?: Demands;
  /** The files that the verdict speaks of, as they were then. */
  readonly files: readonly FileMark[];
}

/** In percent, where nobody says another one. */
export const COVERAGE_THRESHOLD = 80;

export const ATTEMPT_RESULTS = ['reached', 'not-reached', 'unusable', 'rejected', 'contradiction'] as const;

/** One try of a phase, whatever it came to. */
export interface AttemptRecord {
  /** Folder of prompt, answer and verdict in the history. */
  readonly id: string;
  readonly phase: Phase;
  /** ISO 8601. */
  readonly at: string;
  /** `unusable`: the answer could not be read; `contradiction`: the model says that test and specification contradict each other. */
  readonly result: (typeof ATTEMPT_RESULTS)[number];
  readonly summary: string;
  readonly model: string;
  /** In US dollars; undefined when it is not known or nothing was paid. */
  readonly cost: number | undefined;
}

export interface SessionComponent {
  readonly name: string;
  readonly status: ComponentStatus;
  readonly testsFile: string | undefined;
  readonly testsFramework: string | undefined;
  readonly implFile: string | undefined;
  /** Whether the last look at the project's contracts found nothing new; undefined when there was none. */
  readonly isConformant?: boolean;
  /** In percent of the component's own lines, as last measured here. */
  readonly coverage?: number;
  readonly errors: readonly string[];
  readonly phases: Readonly<Partial<Record<Phase, PhaseRecord>>>;
  /** Every try, the oldest first, at most `KEPT_ATTEMPTS`. */
  readonly attempts: readonly AttemptRecord[];
  /** Changes of its specification at which a person looked. */
  readonly accepted?: readonly AcceptedDrift[];
}

export interface HistoryEntry {
  readonly timestamp: string;
  readonly action: string;
  readonly phase: Phase | undefined;
  readonly component: string | undefined;
  readonly details: string | undefined;
}

/** A TDFLOW session as both faces and the Python tool share it. */
export interface Session {
  /** `tdflow_YYYYMMDD_HHMMSS_ffffff`. */
  readonly id: string;
  readonly startedAt: string;
  readonly specFile: string;
  /** First 16 hex digits of the SHA-256 of the specification when the session started. */
  readonly specHash: string;
  readonly testFramework: string;
  /** In percent: how many of a component's own lines its tests are to run. */
  readonly coverageThreshold: number;
  readonly currentPhase: SessionPhase;
  readonly currentComponent: string | undefined;
  readonly components: readonly SessionComponent[];
  readonly history: readonly HistoryEntry[];
}

export function componentOf(session: Session, name: string): SessionComponent | undefined {
  return session.components.find((component) => component.name === name);
}

/** The moment of the session's last event; the session with the latest one is the current session. */
export function lastTouched(session: Session): string {
  return session.history.at(-1)?.timestamp ?? session.startedAt;
}

/** `tdflow_YYYYMMDD_HHMMSS_ffffff` in UTC; the random number fills the microseconds that the clock does not have. */
export function sessionId(at: Date, random: number): string {
  const digits = at.toISOString().replace(/\D/g, '');
  const micros = `${digits.slice(14, 17)}${String(Math.floor(random * 1000)).padStart(3, '0')}`;
  return `tdflow_${digits.slice(0, 8)}_${digits.slice(8, 14)}_${micros}`;
}
