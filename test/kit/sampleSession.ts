import type { PhaseRecord, Session, SessionComponent } from '../../src/core/tdflow/session';

/** A session of two components at which nothing has happened. */
export function sampleSession(about: Partial<Session> = {}): Session {
  return {
    id: 'tdflow_20260101_120000_000000',
    startedAt: '2026-01-01T12:00:00.000Z',
    specFile: 'specs/shop.yaml',
    specHash: '0123456789abcdef',
    testFramework: '',
    coverageThreshold: 80,
    currentPhase: 'init',
    currentComponent: undefined,
    components: [sampleComponent('cart'), sampleComponent('receipt')],
    history: [
      {
        timestamp: '2026-01-01T12:00:00.000Z',
        action: 'session_created',
        phase: undefined,
        component: undefined,
        details: undefined,
      },
    ],
    ...about,
  };
}

export function sampleComponent(name: string, about: Partial<SessionComponent> = {}): SessionComponent {
  return {
    name,
    status: 'pending',
    testsFile: undefined,
    testsFramework: undefined,
    implFile: undefined,
    errors: [],
    phases: {},
    attempts: [],
    ...about,
  };
}

export function sampleRecord(about: Partial<PhaseRecord> = {}): PhaseRecord {
  return {
    state: 'reached',
    summary: '2 tests fail, each for the right reason.',
    at: '2026-01-01T12:01:00.000Z',
    attempt: '001-red-cart',
    model: 'recorded',
    journalEntry: 'tdflow_20260101_120000_000000.001-red-cart',
    specification: '',
    files: [{ path: 'tests/test_cart.py', hash: 'a'.repeat(64) }],
    ...about,
  };
}
