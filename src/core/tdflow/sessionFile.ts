import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { YamlChange } from '../lib/yaml';
import { editYaml, parseYaml } from '../lib/yaml';
import type { YamlNode } from '../lib/yamlNode';
import { fieldOf, itemsOf, textOf } from '../lib/yamlNode';
import type { Phase } from '../phase';
import { PHASES } from '../phase';
import type { AcceptedDrift, Demands } from './demands';
import { markLine, parseMarkLine } from './demands';
import type {
  AttemptRecord,
  ComponentStatus,
  HistoryEntry,
  PhaseRecord,
  Session,
  SessionComponent,
  SessionPhase,
} from './session';
import { ATTEMPT_RESULTS, COVERAGE_THRESHOLD } from './session';

const SCHEMA_VERSION = '1.0';
const STATUSES: readonly ComponentStatus[] = ['pending', 'red', 'green', 'refactored', 'verified', 'failed'];
const SESSION_PHASES: readonly SessionPhase[] = ['init', ...PHASES, 'done'];

/** Reads a session file of either tool; what the Python tool does not write (the phases' records) is empty then. */
export function parseSession(text: string, path: string): Result<Session, Problem> {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const [first] = parsed.problem;
    const place = first === undefined ? { path } : { path, position: first.position };
    return fail({ kind: 'session-unreadable', place, detail: first?.message ?? 'it is not YAML' });
  }
  const { root } = parsed.value;
  const [id, specFile] = [textOf(fieldOf(root, 'session_id')), textOf(fieldOf(root, 'spec_file'))];
  if (id === undefined || specFile === undefined) {
    const detail = `${id === undefined ? 'session_id' : 'spec_file'} is missing`;
    return fail({ kind: 'session-unreadable', place: { path, position: root.position }, detail });
  }
  return ok({
    id,
    specFile: specFile.replaceAll('\\', '/'),
    startedAt: textOf(fieldOf(root, 'started_at')) ?? '',
    specHash: textOf(fieldOf(root, 'spec_hash')) ?? '',
    testFramework: textOf(fieldOf(root, 'test_framework')) ?? '',
    coverageThreshold: readThreshold(fieldOf(root, 'coverage_threshold')),
    currentPhase: oneOf(SESSION_PHASES, textOf(fieldOf(root, 'current_phase'))) ?? 'init',
    currentComponent: textOf(fieldOf(root, 'current_component')),
    components: itemsOf(fieldOf(root, 'components')).flatMap(readComponent),
    history: itemsOf(fieldOf(root, 'history')).map(readHistory),
  });
}

/** The file's new text: what changed since it was read is set, everything else is as it was. `text` is undefined for a new file. */
export function printSession(session: Session, text: string | undefined): Result<string, Problem> {
  const read = text === undefined ? undefined : parseSession(text, session.id);
  if (read?.ok === false) return read;
  const before = read?.value;
  const edited = editYaml(text ?? '', {
    ...(before === undefined ? { auto_refactor: false } : {}),
    ...changesOf(printHead(session), before && printHead(before)),
    components: session.components.map((component) => {
      const known = before?.components.find(({ name }) => name === component.name);
      const firstTime = known === undefined ? { coverage: 0.0, conformance_clean: true } : {};
      const changes = changesOf(printComponent(component), known && printComponent(known));
      return { name: component.name, ...firstTime, ...changes };
    }),
    history: session.history.map((entry, index) => {
      const known = before?.history[index];
      return changesOf(printHistory(entry), known && printHistory(known));
    }),
  });
  if (edited.ok) return edited;
  const [first] = edited.problem;
  const place = { path: session.id, ...(first === undefined ? {} : { position: first.position }) };
  return fail({ kind: 'session-unreadable', place, detail: first?.message ?? 'it cannot be edited' });
}

type Printed = Readonly<Record<string, YamlChange>>;

/** What differs from the file as it was read: a value of another tool that reads as ours is left in its own words. */
function changesOf(now: Printed, before: Printed | undefined): Printed {
  const isNew = ([key, value]: [string, YamlChange]) => JSON.stringify(value) !== JSON.stringify(before?.[key]);
  return before === undefined ? now : Object.fromEntries(Object.entries(now).filter(isNew));
}

function printHead(session: Session): Printed {
  return {
    schema_version: SCHEMA_VERSION,
    session_id: session.id,
    started_at: session.startedAt,
    spec_file: session.specFile,
    spec_hash: session.specHash,
    test_framework: session.testFramework,
    coverage_threshold: session.coverageThreshold,
    current_phase: session.currentPhase,
    current_component: session.currentComponent ?? null,
  };
}

function printHistory({ timestamp, action, phase, component, details }: HistoryEntry): Printed {
  return { timestamp, action, phase: phase ?? null, component: component ?? null, details: details ?? null };
}

function printComponent(component: SessionComponent): Printed {
  return {
    status: component.status,
    tests_file: component.testsFile ?? null,
    tests_framework: component.testsFramework ?? null,
    impl_file: component.implFile ?? null,
    errors: [...component.errors],
    ...(component.isConformant === undefined ? {} : { conformance_clean: component.isConformant }),
    ...(component.coverage === undefined ? {} : { coverage: component.coverage }),
    phases: Object.fromEntries(PHASES.map((phase) => [phase, printRecord(component.phases[phase])])),
    attempts: component.attempts.map(printAttempt),
    accepted_drift: component.accepted?.map(({ what, mark, at }) => ({ what, mark, at })),
  };
}

function printAttempt({ cost, ...attempt }: AttemptRecord): YamlChange {
  return { ...attempt, cost: cost ?? null };
}

function printRecord(record: PhaseRecord | undefined): YamlChange {
  if (record === undefined) return undefined;
  return {
    state: record.state,
    summary: record.summary,
    at: record.at,
    attempt: record.attempt,
    model: record.model,
    journal_entry: record.journalEntry ?? null,
    specification: record.specification,
    demands: printDemands(record.demands),
    files: record.files.map(({ path, hash }) => ({ path, hash })),
  };
}

function printDemands(demands: Demands | undefined): YamlChange {
  // One text: hundreds of items would make the file slow to read.
  return demands && { rest: demands.rest, requirements: demands.requirements.map(markLine).join('\n') };
}

function readComponent(node: YamlNode): SessionComponent[] {
  const name = textOf(fieldOf(node, 'name'));
  if (name === undefined) return [];
  const records = PHASES.flatMap((phase): [Phase, PhaseRecord][] => {
    const record = readRecord(fieldOf(fieldOf(node, 'phases'), phase));
    return record === undefined ? [] : [[phase, record]];
  });
  const accepted = itemsOf(fieldOf(node, 'accepted_drift')).flatMap(readAccepted);
  return [
    {
      name,
      status: oneOf(STATUSES, textOf(fieldOf(node, 'status'))) ?? 'pending',
      testsFile: textOf(fieldOf(node, 'tests_file')),
      testsFramework: textOf(fieldOf(node, 'tests_framework')),
      implFile: textOf(fieldOf(node, 'impl_file')),
      errors: itemsOf(fieldOf(node, 'errors')).flatMap((error) => textOf(error) ?? []),
      phases: Object.fromEntries(records),
      attempts: itemsOf(fieldOf(node, 'attempts')).flatMap(readAttempt),
      ...(accepted.length === 0 ? {} : { accepted }),
    },
  ];
}

/** What is no share of a hundred says nothing. */
function readThreshold(node: YamlNode | undefined): number {
  const value = node?.kind === 'scalar' ? node.value : undefined;
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : COVERAGE_THRESHOLD;
}

function readRecord(node: YamlNode | undefined): PhaseRecord | undefined {
  const state = oneOf(['reached', 'not-reached'] as const, textOf(fieldOf(node, 'state')));
  const [summary, at, attempt] = ['summary', 'at', 'attempt'].map((key) => textOf(fieldOf(node, key)));
  if (state === undefined || summary === undefined || at === undefined || attempt === undefined) return undefined;
  const demands = readDemands(fieldOf(node, 'demands'));
  return {
    state,
    summary,
    at,
    attempt,
    model: textOf(fieldOf(node, 'model')) ?? 'unknown',
    journalEntry: textOf(fieldOf(node, 'journal_entry')),
    specification: textOf(fieldOf(node, 'specification')) ?? '',
    ...(demands === undefined ? {} : { demands }),
    files: itemsOf(fieldOf(node, 'files')).flatMap((file) => {
      const [path, hash] = [textOf(fieldOf(file, 'path')), textOf(fieldOf(file, 'hash'))];
      return path === undefined || hash === undefined ? [] : [{ path, hash }];
    }),
  };
}

function readDemands(node: YamlNode | undefined): Demands | undefined {
  const rest = textOf(fieldOf(node, 'rest'));
  if (rest === undefined) return undefined;
  const lines = (textOf(fieldOf(node, 'requirements')) ?? '').split('\n');
  return { rest, requirements: lines.flatMap((line) => parseMarkLine(line) ?? []) };
}

function readAccepted(node: YamlNode): AcceptedDrift[] {
  const [what = '', mark = '', at] = ['what', 'mark', 'at'].map((key) => textOf(fieldOf(node, key)));
  return at === undefined ? [] : [{ what, mark, at }];
}

function readAttempt(node: YamlNode): AttemptRecord[] {
  const [id, at, summary] = ['id', 'at', 'summary'].map((key) => textOf(fieldOf(node, key)));
  const phase = oneOf(PHASES, textOf(fieldOf(node, 'phase')));
  const result = oneOf(ATTEMPT_RESULTS, textOf(fieldOf(node, 'result')));
  if (id === undefined || at === undefined || summary === undefined || phase === undefined || result === undefined) {
    return [];
  }
  const cost = Number(textOf(fieldOf(node, 'cost')) ?? Number.NaN);
  const model = textOf(fieldOf(node, 'model')) ?? 'unknown';
  return [{ id, phase, at, result, summary, model, cost: Number.isFinite(cost) ? cost : undefined }];
}

function readHistory(node: YamlNode): HistoryEntry {
  return {
    timestamp: textOf(fieldOf(node, 'timestamp')) ?? '',
    action: textOf(fieldOf(node, 'action')) ?? 'unknown',
    phase: oneOf(PHASES, textOf(fieldOf(node, 'phase'))),
    component: textOf(fieldOf(node, 'component')),
    details: textOf(fieldOf(node, 'details')),
  };
}

function oneOf<T extends string>(values: readonly T[], text: string | undefined): T | undefined {
  return values.find((value) => value === text);
}
