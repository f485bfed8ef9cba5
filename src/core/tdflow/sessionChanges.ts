import type { Phase } from '../phase';
import { PHASES } from '../phase';
import type { Specification } from '../spec/specification';
import type { AcceptedDrift } from './demands';
import { driftWords } from './demands';
import type { AttemptRecord, ComponentStatus, FileMark, PhaseRecord, Session, SessionComponent } from './session';
import { COVERAGE_THRESHOLD } from './session';

/** A new session over a specification: every component waits. */
export function newSession(id: string, specification: Specification, at: string): Session {
  return {
    id,
    startedAt: at,
    specFile: specification.path,
    specHash: specification.hash,
    testFramework: '',
    coverageThreshold: COVERAGE_THRESHOLD,
    currentPhase: 'init',
    currentComponent: undefined,
    components: specification.components.map((component) => pendingComponent(component.name)),
    history: [{ timestamp: at, action: 'session_created', phase: undefined, component: undefined, details: undefined }],
  };
}

/**
 * The session over the specification as it is now: new components wait, those that are gone and were never begun are dropped,
 * a change of its text is noted.
 */
export function withSpecification(session: Session, specification: Specification, at: string): Session {
  if (session.specHash === specification.hash) return session;
  const named = new Set(specification.components.map((component) => component.name));
  const kept = session.components.filter((component) => named.has(component.name) || component.status !== 'pending');
  const known = new Set(kept.map((component) => component.name));
  const added = specification.components.filter((component) => !known.has(component.name));
  const isGone = session.currentComponent !== undefined && !named.has(session.currentComponent);
  return withHistory(
    {
      ...session,
      specHash: specification.hash,
      currentComponent: isGone ? undefined : session.currentComponent,
      components: [...kept, ...added.map((component) => pendingComponent(component.name))],
    },
    { at, action: 'specification_changed', details: `now ${specification.hash}` },
  );
}

/** Adds an event; it also makes this the current session. */
export function withHistory(
  session: Session,
  entry: {
    readonly at: string;
    readonly action: string;
    readonly phase?: Phase;
    readonly component?: string;
    readonly details?: string;
  },
): Session {
  const { at, action, phase, component, details } = entry;
  return { ...session, history: [...session.history, { timestamp: at, action, phase, component, details }] };
}

/** Records what a phase came to; phases after it lose their records, for they spoke of other files. */
export function withPhaseRecord(
  session: Session,
  about: {
    readonly component: string;
    readonly phase: Phase;
    readonly testsFile: string;
    readonly implFile: string;
    readonly framework: string;
    /** In percent; undefined when it was not measured. */
    readonly coverage?: number | undefined;
    /** Undefined when the project's contracts were not asked. */
    readonly isConformant?: boolean | undefined;
  },
  record: PhaseRecord,
): Session {
  const reached = record.state === 'reached';
  const components = session.components.map((component): SessionComponent => {
    if (component.name !== about.component) return component;
    const { accepted, ...rest } = component;
    const kept = Object.fromEntries(
      Object.entries(component.phases).filter(
        ([phase]) => PHASES.indexOf(phase as Phase) < PHASES.indexOf(about.phase),
      ),
    );
    return {
      ...rest,
      // A look was at what changed since RED, which is another from here on.
      ...(about.phase === 'red' || accepted === undefined ? {} : { accepted }),
      status: reached ? statusAfter(about.phase, component) : 'failed',
      testsFile: about.testsFile,
      testsFramework: about.framework,
      ...(about.isConformant === undefined ? {} : { isConformant: about.isConformant }),
      ...(about.coverage === undefined ? {} : { coverage: about.coverage }),
      implFile: about.phase === 'red' ? component.implFile : about.implFile,
      errors: reached ? [] : [record.summary],
      phases: { ...kept, [about.phase]: record },
    };
  });
  const done = components.every((component) => component.status === 'verified');
  return withHistory(
    {
      ...session,
      components,
      testFramework: about.framework,
      currentComponent: about.component,
      currentPhase: done ? 'done' : about.phase,
    },
    {
      at: record.at,
      action: `${about.phase}_phase`,
      phase: about.phase,
      component: about.component,
      details: record.summary,
    },
  );
}

/** More would make the file long and tell nobody more. */
const KEPT_ATTEMPTS = 50;

/** Adds a try to its component. */
export function withAttempt(session: Session, component: string, attempt: AttemptRecord): Session {
  const components = session.components.map((each) =>
    each.name === component ? { ...each, attempts: [...each.attempts, attempt].slice(-KEPT_ATTEMPTS) } : each,
  );
  return { ...session, components };
}

/** Marks the tests of a component anew, because a person decided for a change of them. */
export function withRedFiles(session: Session, name: string, files: readonly FileMark[]): Session {
  const components = session.components.map((component) => {
    const { red } = component.phases;
    if (component.name !== name || red === undefined) return component;
    return { ...component, phases: { ...component.phases, red: { ...red, files } } };
  });
  return { ...session, components };
}

/** Notes at which changes of a component's specification a person looked; the latest look at each counts. */
export function withAcceptedDrift(session: Session, name: string, accepted: readonly AcceptedDrift[]): Session {
  const [first] = accepted;
  if (first === undefined) return session;
  const looked = new Set(accepted.map(({ what }) => what));
  const components = session.components.map((component) => {
    if (component.name !== name) return component;
    const kept = (component.accepted ?? []).filter(({ what }) => !looked.has(what));
    return { ...component, accepted: [...kept, ...accepted] };
  });
  return withHistory(
    { ...session, components },
    { at: first.at, action: 'drift_accepted', component: name, details: driftWords(accepted) },
  );
}

/** Forgets a phase and those after it, because its files were taken back. */
export function withoutPhase(session: Session, name: string, phase: Phase): Session {
  const components = session.components.map((component): SessionComponent => {
    if (component.name !== name) return component;
    const kept = Object.entries(component.phases).filter(
      ([each]) => PHASES.indexOf(each as Phase) < PHASES.indexOf(phase),
    );
    return {
      ...component,
      status: statusBefore(phase, component),
      errors: [],
      phases: Object.fromEntries(kept),
    };
  });
  return { ...session, components };
}

/** A component is verified when its code was proven against its tests; syntax and tests alone do not make it so. */
function statusAfter(phase: Phase, component: SessionComponent): ComponentStatus {
  if (phase !== 'verify' || component.phases.green?.state === 'reached') return STATUS_AFTER[phase];
  return component.status === 'failed' ? statusBefore('verify', component) : component.status;
}

/** What the last phase before this one that was reached made of the component. */
function statusBefore(phase: Phase, { phases }: SessionComponent): ComponentStatus {
  const last = PHASES.slice(0, PHASES.indexOf(phase)).findLast((each) => phases[each]?.state === 'reached');
  return last === undefined ? 'pending' : STATUS_AFTER[last];
}

const STATUS_AFTER: Readonly<Record<Phase, ComponentStatus>> = {
  red: 'red',
  green: 'green',
  refactor: 'refactored',
  verify: 'verified',
};

function pendingComponent(name: string): SessionComponent {
  return {
    name,
    status: 'pending',
    testsFile: undefined,
    testsFramework: undefined,
    implFile: undefined,
    errors: [],
    phases: {},
    attempts: [],
  };
}
