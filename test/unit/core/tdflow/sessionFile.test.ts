import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { parseYaml } from '../../../../src/core/lib/yaml';
import { toPlain } from '../../../../src/core/lib/yamlNode';
import type { PhaseRecord, Session } from '../../../../src/core/tdflow/session';
import { parseSession, printSession } from '../../../../src/core/tdflow/sessionFile';
import { agentforgeSample } from '../../../kit/agentforgeSample';
import { must } from '../../../kit/must';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';

const SAMPLE = agentforgeSample('tdflow_session.yaml');
const KEYS = [
  'schema_version',
  'session_id',
  'started_at',
  'spec_file',
  'spec_hash',
  'test_framework',
  'coverage_threshold',
  'auto_refactor',
  'current_phase',
  'current_component',
  'components',
  'history',
];
const COMPONENT_KEYS = [
  'name',
  'status',
  'tests_file',
  'tests_framework',
  'impl_file',
  'coverage',
  'conformance_clean',
  'errors',
];

const read = (text: string) => must(parseSession(text, 'session.yaml'));
const print = (session: Session, text?: string) => must(printSession(session, text));
const plain = (text: string) => toPlain(must(parseYaml(text)).root) as any;

/** What the Python tool's own library makes of a text; ours where that is not installed. */
function asPythonReads(text: string): any {
  const program = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin.buffer.read()), sys.stdout)';
  try {
    return JSON.parse(execFileSync('python3', ['-c', program], { input: text, encoding: 'utf8', stdio: 'pipe' }));
  } catch (error) {
    if (/No module named 'yaml'|ENOENT/.test(String(error))) return plain(text);
    throw error;
  }
}

const changeCart = (session: Session, about: Partial<Session['components'][number]>): Session => ({
  ...session,
  components: session.components.map((component) =>
    component.name === 'escalation_domain' ? { ...component, ...about } : component,
  ),
});

describe('session file', () => {
  it('of the Python tool is read', () => {
    const session = read(SAMPLE);
    assert.deepEqual(
      [session.id, session.specFile, session.specHash, session.testFramework, session.currentPhase],
      [
        'tdflow_20251231_065853_433688',
        'specs/agent-harness/human_escalation_spec.yaml',
        '0a1b58f061bd021c',
        'pytest',
        'red',
      ],
    );
    assert.equal(session.startedAt, '2025-12-31T06:58:53.447193');
    assert.equal(session.currentComponent, 'escalation_domain');
    assert.deepEqual(session.components, [
      sampleComponent('escalation_domain'),
      sampleComponent('escalation_manager'),
      sampleComponent('escalation_notifier'),
    ]);
    assert.deepEqual(session.history[1], {
      timestamp: '2025-12-31T06:58:58.778886',
      action: 'red_phase',
      phase: 'red',
      component: 'escalation_domain',
      details: "failed: ['No tests were discovered - test file may have issues']",
    });
  });

  it('of the Python tool means the same to it after we wrote it, and has all its keys', () => {
    const before = asPythonReads(SAMPLE);
    const after = asPythonReads(print(read(SAMPLE), SAMPLE));
    for (const component of after.components) delete component.phases;
    assert.deepEqual(after, before);
  });

  it('changes in the places of a change only', () => {
    const session = changeCart(read(SAMPLE), {
      status: 'red',
      testsFile: 'tests/test_escalation_domain.py',
      phases: { red: sampleRecord() },
    });
    const after = asPythonReads(print(session, SAMPLE));
    const expected = asPythonReads(SAMPLE);
    const { phases, ...domain } = after.components[0];
    for (const component of after.components) delete component.phases;
    expected.components[0].status = 'red';
    expected.components[0].tests_file = 'tests/test_escalation_domain.py';
    assert.deepEqual(after, expected);
    assert.deepEqual(Object.keys(domain).sort(), [...COMPONENT_KEYS].sort());
    assert.equal(phases.red.state, 'reached');
  });

  it('keeps comments and keys of others, at every level', () => {
    const text = SAMPLE.replace('auto_refactor: false', '# why not\nauto_refactor: true # by hand\nx_team: shop')
      .replace('- conformance_clean: true', '- x_owner: ana # asked\n  conformance_clean: false')
      .replace('  timestamp:', '  x_ticket: 17\n  timestamp:');
    const session = changeCart(read(text), { status: 'failed', errors: ['boom'], phases: { red: sampleRecord() } });
    const after = print(session, text);
    for (const kept of ['# why not', '# by hand', '# asked']) assert.ok(after.includes(kept), kept);
    const value = asPythonReads(after);
    assert.deepEqual(
      [value.auto_refactor, value.x_team, value.components[0].x_owner, value.history[0].x_ticket],
      [true, 'shop', 'ana', 17],
    );
    assert.deepEqual([value.components[0].conformance_clean, value.components[0].errors], [false, ['boom']]);
  });

  it('keeps values of others that this version does not know', () => {
    const text = SAMPLE.replace('current_phase: red', 'current_phase: paused')
      .replace('status: pending', 'status: waiting_for_review')
      .replace('action: red_phase\n  component: escalation_domain\n', 'action: red_phase\n  component: [a, b]\n')
      .replace(/details: 'failed.*'\n {2}phase: red/, 'details:\n    errors: [one, two]\n  phase: init')
      .replace('errors: []', 'errors:\n  - code: 5\n    text: boom');
    const before = asPythonReads(text);
    const after = asPythonReads(print(read(text), text));
    for (const component of after.components) delete component.phases;
    assert.deepEqual(after, before);
    const added = { timestamp: '2026-01-01T00:00:00Z', action: 'x', phase: undefined, component: undefined };
    const session = read(text);
    const more = asPythonReads(print({ ...session, history: [...session.history, { ...added, details: 'd' }] }, text));
    assert.deepEqual(more.history.slice(0, 2), before.history);
    assert.deepEqual(more.history[2].details, 'd');
  });

  it('that is new has every documented key, also for a component that comes later', () => {
    const fresh = print(sampleSession());
    const value = asPythonReads(fresh);
    assert.deepEqual(Object.keys(value).sort(), [...KEYS].sort());
    assert.deepEqual([value.schema_version, value.coverage_threshold, value.auto_refactor], ['1.0', 80, false]);
    const session = sampleSession();
    const later = { ...session, components: [...session.components, sampleComponent('invoice')] };
    for (const component of asPythonReads(print(later, fresh)).components) {
      const { phases, attempts, ...rest } = component;
      assert.deepEqual(Object.keys(rest).sort(), [...COMPONENT_KEYS].sort(), component.name);
      assert.deepEqual([rest.coverage, rest.conformance_clean], [0, true]);
    }
  });

  it('forgets the record of a phase that is gone, and the entry of a record that has none', () => {
    const withTwo = { red: sampleRecord(), green: sampleRecord({ attempt: '002-green-cart' }) };
    const text = print(sampleSession({ components: [sampleComponent('cart', { phases: withTwo })] }));
    const next = sampleSession({
      components: [sampleComponent('cart', { phases: { red: sampleRecord({ journalEntry: undefined, files: [] }) } })],
    });
    assert.deepEqual(read(print(next, text)), next);
  });

  it('that is broken is a problem with its place, and is never written over', () => {
    const cases: readonly (readonly [string, number, RegExp])[] = [
      ['session_id: x\ncomponents: [\n', 3, /./],
      ['- a\n', 1, /session_id is missing/],
      ['session_id: tdflow_1\n', 1, /spec_file is missing/],
      ['', 1, /session_id is missing/],
    ];
    for (const [text, line, detail] of cases) {
      const parsed = parseSession(text, 'here.yaml');
      assert.ok(!parsed.ok && parsed.problem.kind === 'session-unreadable', text);
      assert.equal(parsed.problem.place.path, 'here.yaml');
      assert.ok((parsed.problem.place.position?.line ?? 0) <= line, text);
      assert.match(parsed.problem.detail, detail);
    }
    assert.equal(printSession(sampleSession(), 'a: [').ok, false);
    assert.equal(printSession(sampleSession(), '- a\n').ok, false);
  });

  const word = fc
    .oneof(
      fc.constantFrom(
        'no',
        '1e3',
        '0123',
        '12:30:00',
        '2026-01-01',
        'a: b',
        '# x',
        "it's",
        'null',
        '~',
        '- a',
        '\t',
        '=',
        '<<',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    )
    .map((text) => text.trim() || 'x');
  const mark = fc.constantFrom('0a1b2c3d4e5f', '000000000001', '123456789012');
  const demands = fc.record(
    {
      rest: mark,
      requirements: fc.array(
        fc.record(
          { id: word.map((id) => id.replace(/\s+/g, ' ')), own: mark, criteria: fc.array(mark, { maxLength: 2 }) },
          { noNullPrototype: true },
        ),
        { maxLength: 3 },
      ),
    },
    { noNullPrototype: true },
  );
  const record = fc.record(
    {
      demands,
      state: fc.constantFrom('reached', 'not-reached'),
      summary: word,
      at: word,
      attempt: word,
      model: word,
      journalEntry: fc.option(word, { nil: undefined }),
      specification: fc.oneof(word, fc.constant('')),
      files: fc.array(fc.record({ path: word, hash: word }, { noNullPrototype: true }), { maxLength: 2 }),
    },
    {
      requiredKeys: ['state', 'summary', 'at', 'attempt', 'model', 'journalEntry', 'specification', 'files'],
      noNullPrototype: true,
    },
  ) as fc.Arbitrary<PhaseRecord>;
  const optional = fc.option(word, { nil: undefined });
  const component = fc.record(
    {
      name: word,
      status: fc.constantFrom('pending', 'red', 'green', 'refactored', 'verified', 'failed'),
      testsFile: optional,
      testsFramework: optional,
      implFile: optional,
      errors: fc.array(word, { maxLength: 2 }),
      phases: fc.record(
        { red: record, green: record, refactor: record, verify: record },
        { requiredKeys: [], noNullPrototype: true },
      ),
      attempts: fc.array(
        fc.record(
          {
            id: word,
            phase: fc.constantFrom('red', 'green', 'refactor', 'verify'),
            at: word,
            result: fc.constantFrom('reached', 'not-reached', 'unusable', 'rejected', 'contradiction'),
            summary: word,
            model: word,
            cost: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
          },
          { noNullPrototype: true },
        ),
        { maxLength: 3 },
      ),
      accepted: fc.array(
        fc.record(
          { what: fc.oneof(word, fc.constant('')), mark: fc.oneof(mark, fc.constant('')), at: word },
          { noNullPrototype: true },
        ),
        { minLength: 1, maxLength: 2 },
      ),
    },
    {
      requiredKeys: ['name', 'status', 'testsFile', 'testsFramework', 'implFile', 'errors', 'phases', 'attempts'],
      noNullPrototype: true,
    },
  );
  const session = fc.record(
    {
      id: word,
      startedAt: word,
      specFile: word.map((text) => text.replaceAll('\\', '/')),
      specHash: word,
      testFramework: fc.oneof(word, fc.constant('')),
      coverageThreshold: fc.integer({ min: 0, max: 100 }),
      currentPhase: fc.constantFrom('init', 'red', 'green', 'refactor', 'verify', 'done'),
      currentComponent: optional,
      components: fc.uniqueArray(component, { maxLength: 3, selector: ({ name }) => name }),
      history: fc.array(
        fc.record(
          {
            timestamp: word,
            action: word,
            phase: fc.option(fc.constantFrom('red', 'green', 'refactor', 'verify'), { nil: undefined }),
            component: optional,
            details: optional,
          },
          { noNullPrototype: true },
        ),
        { maxLength: 3 },
      ),
    },
    { noNullPrototype: true },
  ) as fc.Arbitrary<Session>;
  const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 2_000 : 100;

  it('gives back every session that was written, into a new file and over an old one', () =>
    fc.assert(
      fc.property(session, session, (first, second) => {
        const text = print(first);
        assert.deepEqual(read(text), first);
        assert.deepEqual(read(print(second, text)), second);
      }),
      { numRuns },
    ));
});
