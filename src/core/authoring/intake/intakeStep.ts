import type { CodebaseProfile } from '../../codebase/profile';
import type { Config } from '../../config/config';
import type { ContextChoices } from '../../context/contextChoices';
import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { editYaml, parseYaml, printYaml } from '../../lib/yaml';
import type { DocumentSource } from '../../tdflow/documentSource';
import type { Ports } from '../../tdflow/ports';
import type { CheckedPath } from '../../workspace/checkedPath';
import { checkPath } from '../../workspace/checkedPath';
import { foldCase } from '../../workspace/foldCase';
import type { DocumentPiece, DocumentWork, Material } from '../documentPiece';
import type { DraftCheck } from './checkDraft';
import { checkDraft } from './checkDraft';
import { hashAsJudged, withStatus } from './draftStatus';
import type { ModelStep } from './intakePrompts';
import { INTAKE_ROLE, intakeInstructions } from './intakePrompts';
import { judgeDraft, reportOf } from './judgeDraft';
import type { LoadedRecords } from './loadRecords';
import { markOf } from './loadRecords';
import { codeMaterial, profileMaterial } from './projectMaterial';
import type { RecordName } from './recordFiles';
import { DEFAULT_SPECIFICATION, RECORD_FILES } from './recordFiles';
import type { Shape } from './recordShape';
import { readRecord, underName } from './recordShape';
import { analysisReport, intakeRecord, modelJudgement, validationReport } from './records';

/** A step for which a model is asked. */
export interface StepRequest {
  readonly step: ModelStep;
  readonly loaded: LoadedRecords;
  /** For the intake: what is wanted, in the user's words. */
  readonly request?: string | undefined;
  /** For the draft: where it is written, workspace-relative; left out: where it was, or the usual place. */
  readonly output?: string | undefined;
  /** For a revision: what the user says beside the issues. */
  readonly feedback?: string | undefined;
  readonly session: { readonly id: string };
  readonly config: Config;
  readonly profile: CodebaseProfile | undefined;
  readonly choices?: ContextChoices;
}

/** A step as a model is asked for it, and what becomes of its answer. */
export interface IntakeStepWork {
  readonly work: DocumentWork;
  readonly path: CheckedPath;
  /** Why an answer may not be written at all, one sentence each. */
  readonly faultsOf: (text: string) => readonly string[];
}

export type StepPorts = Pick<Ports, 'reader' | 'links' | 'hash' | 'codebase' | 'ignoring' | 'countTokens' | 'clock'>;

/** Puts together what a step asks of a model. */
export async function intakeStep(
  request: StepRequest,
  ports: StepPorts,
  signal: AbortSignal,
): Promise<Result<IntakeStepWork, Problem>> {
  const { step, loaded, session, config } = request;
  const target = STEP_TARGETS[step];
  const raw =
    target === 'specification'
      ? (request.output ?? loaded.records.draft?.path ?? DEFAULT_SPECIFICATION)
      : RECORD_FILES[target];
  const path = await checkPath(raw, ports.links);
  if (!path.ok) return fail({ kind: 'input-invalid', detail: path.problem });
  if (!/\.ya?ml$/i.test(path.value.relative)) {
    const detail = `A draft is written as YAML: give it a name that ends in .yaml, not ${path.value.relative}.`;
    return fail({ kind: 'input-invalid', detail });
  }
  if (target === 'specification' && isRecord(path.value)) {
    const detail = `${path.value.relative} is a record of the request: give the draft another name.`;
    return fail({ kind: 'input-invalid', detail });
  }
  const answer = target === 'specification' ? draftAnswer(request, path.value) : recordAnswer(request, target, ports);
  const piece: DocumentPiece = {
    id: step,
    documents: [path.value],
    role: INTAKE_ROLE,
    material: await materialOf(request, ports, signal),
    instructions: intakeInstructions(step),
    faultsOf: (files) => files.flatMap(({ text }) => [...answer.faultsOf(text), ...(answer.remarksOn?.(text) ?? [])]),
    finish: (text) => (answer.faultsOf(text).length > 0 ? text : (answer.finish?.(text) ?? text)),
  };
  return ok({
    faultsOf: answer.proposedFaultsOf ?? answer.faultsOf,
    work: { name: step, session, config, pieces: [piece], source: sourceOf(request, ports) },
    path: path.value,
  });
}

/** All that was decided about the request, and the draft as it is. */
function sourceOf({ request = '', loaded }: StepRequest, { hash }: Pick<Ports, 'hash'>): DocumentSource {
  const { texts, draftText } = loaded;
  return { words: request, basis: hash(new TextEncoder().encode(JSON.stringify([texts, draftText]))) };
}

function isRecord({ names }: CheckedPath): boolean {
  const records = new Set(Object.values(RECORD_FILES).map(foldCase));
  return names.some((name) => records.has(foldCase(name)));
}

const STEP_TARGETS: Readonly<Record<ModelStep, RecordName | 'specification'>> = {
  intake: 'intake_record',
  analyze: 'analysis_report',
  draft: 'specification',
  validate: 'validation_report',
  revise: 'specification',
};

async function materialOf(request: StepRequest, ports: StepPorts, signal: AbortSignal): Promise<readonly Material[]> {
  const { step, loaded, profile, choices } = request;
  const { texts, draftText } = loaded;
  const today = ports.clock.now().toISOString().slice(0, 10);
  const named = (name: string, text: string | undefined): readonly Material[] =>
    text === undefined || text.trim() === '' ? [] : [{ name, text }];
  const decided = [
    ...named('intake record', texts.intake_record),
    ...named('clarification log', texts.clarification_log),
  ];
  const project = profileMaterial(profile);
  switch (step) {
    case 'intake':
      return [...named('request', request.request), ...project];
    case 'analyze': {
      const about = `${texts.intake_record}\n${texts.clarification_log}`;
      return [...decided, ...project, ...(await codeMaterial({ choices, about }, ports, signal))];
    }
    case 'draft':
      return [...decided, ...named('analysis report', texts.analysis_report), ...project, ...named('today', today)];
    case 'validate':
      return [...decided, ...named('specification', draftText)];
    case 'revise':
      return [
        ...decided,
        ...named('specification', draftText),
        ...named('validation report', texts.validation_report),
        ...named('feedback', request.feedback),
      ];
  }
}

interface StepAnswer extends Pick<IntakeStepWork, 'faultsOf'> {
  /** The same of an answer that is finished, where that is another form. */
  readonly proposedFaultsOf?: (text: string) => readonly string[];
  /** The answer as it is written. */
  readonly finish?: (text: string) => string;
  /** What the model is told once beside the faults, and a person may live with. */
  readonly remarksOn?: (text: string) => readonly string[];
}

function recordAnswer(request: StepRequest, name: RecordName, { hash }: Pick<Ports, 'hash'>): StepAnswer {
  const { loaded } = request;
  const { records } = loaded;
  const words = request.request ?? records.intake?.raw_request ?? '';
  const tie = { request: name === 'intake_record' ? markOf(words, { hash }) : loaded.mark };
  if (name === 'validation_report') {
    const judge = (text: string) => {
      const read = readRecord(text, 'judgement', modelJudgement);
      const judged = judgeDraft(checkOf(request), read.ok ? read.value : undefined);
      return editYaml('', {
        ...reportOf(judged),
        agentforge: { ...tie, judged: hashAsJudged(loaded, judged, { hash }), decided: records.decided },
      });
    };
    return {
      faultsOf: (text) => faultsIn(text, 'judgement', modelJudgement),
      proposedFaultsOf: (text) => faultsIn(text, name, validationReport),
      finish: (text) => written(judge(text)),
    };
  }
  const shape: Shape<unknown> = name === 'intake_record' ? intakeRecord : analysisReport;
  // A model ties nothing: what it says of our own keys goes.
  const never = { specification: undefined, judged: undefined, decided: undefined, abandoned: undefined };
  const answers = name === 'analysis_report' ? records.answers : undefined;
  const agentforge = { ...tie, ...never, answers };
  const own = name === 'intake_record' ? { raw_request: words, agentforge } : { agentforge };
  return {
    faultsOf: (text) => faultsIn(text, name, shape),
    finish: (text) => written(editYaml(withoutName(text, name), own)),
  };
}

function draftAnswer(request: StepRequest, path: CheckedPath): StepAnswer {
  const check = (text: string) => checkOf({ ...request, loaded: { ...request.loaded, draftText: text } }, path);
  const isUnreadable = ({ results }: DraftCheck) => results[0]?.status === 'fail';
  const sentences = ({ issues }: DraftCheck) =>
    issues.map(({ location, description, suggested_fix: fix }) => `${location}: ${description}. ${fix}`);
  return {
    faultsOf: (text) => (isUnreadable(check(text)) ? sentences(check(text)) : []),
    remarksOn: (text) => (isUnreadable(check(text)) ? [] : sentences(check(text))),
    // What nobody has judged yet is approved by nobody.
    finish: (text) => withStatus(text, path.relative, 'draft'),
  };
}

/** What rules say of the draft that is there. */
export function checkOf({ loaded }: Pick<StepRequest, 'loaded'>, path?: CheckedPath): DraftCheck {
  const { records, draftText } = loaded;
  if (records.intake === undefined) throw new Error('a draft without an intake record');
  const place = path?.relative ?? records.draft?.path ?? DEFAULT_SPECIFICATION;
  const about = { intake: records.intake, clarification: records.clarification };
  return checkDraft({ text: draftText, path: place, hash: records.draft?.hash ?? '' }, about);
}

function faultsIn(text: string, name: string, shape: Shape<unknown>): readonly string[] {
  const read = readRecord(text, name, shape);
  return read.ok ? [] : read.problem.map(({ position, detail }) => `Line ${position.line}: ${detail}.`);
}

/** The record without the name under which it may stand. */
function withoutName(text: string, name: string): string {
  const parsed = parseYaml(text);
  const inner = parsed.ok ? underName(parsed.value.root, name) : undefined;
  return inner === undefined ? text : printYaml(inner);
}

/** What was read as a record can be edited. */
function written(edited: Result<string, unknown>): string {
  if (!edited.ok) throw new Error('a record that was read cannot be edited');
  return edited.value;
}
