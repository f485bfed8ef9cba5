import type { Language } from '../codebase/language';
import type { CodebaseProfile } from '../codebase/profile';
import type { Config } from '../config/config';
import type { ContextChoices } from '../context/contextChoices';
import type { ModelFit } from '../model/modelFit';
import type { RequestedFiles } from '../model/provider';
import type { Mode, Phase, WritingPhase, WritingWork } from '../phase';
import type { TemplateFile } from '../prompt/template/template';
import type { Component, Specification } from '../spec/specification';
import type { CheckedPath } from '../workspace/checkedPath';
import type { Session } from './session';

/** One phase of one component, all names resolved and all paths checked. */
export interface Task<P extends Phase = Phase> {
  readonly session: Session;
  readonly specification: Specification;
  readonly component: Component;
  readonly phase: P;
  readonly mode: Mode;
  readonly config: Config;
  /** What is known of the model that answers; undefined where none is asked. */
  readonly fit?: ModelFit;
  readonly profile: CodebaseProfile | undefined;
  /** Which files the user wants to be in the prompt, or not. */
  readonly choices?: ContextChoices;
  readonly language: Language;
  /** What the project or the user says in place of the usual words of the phase. */
  readonly template?: TemplateFile | undefined;
  readonly testPath: CheckedPath;
  readonly implementationPath: CheckedPath;
  /** A failure given from outside, as `--fix FILE` does; otherwise the last verdict of the session speaks. */
  readonly failure: string | undefined;
  /** For one whole test run. */
  readonly testTimeLimitMs: number;
  /** For a single test, where the runner can; undefined for the usual one. */
  readonly singleTestLimitMs?: number;
}

/** Any work for which a model is asked and files are written: a phase of a component, or documents. */
export interface Work {
  readonly session: Pick<Session, 'id'>;
  /** What the work is about, for people and for the journal. */
  readonly component: Pick<Component, 'name'>;
  readonly phase: WritingWork;
  readonly config: Config;
  readonly fit?: ModelFit;
  readonly files?: RequestedFiles;
}

/** What of some work decides which model answers, and what is paid. */
export type Asking = Pick<Work, 'session' | 'config' | 'fit'>;

export function isWritingTask(task: Task): task is Task<WritingPhase> {
  return task.phase !== 'verify';
}

/** The task as the model of that name is asked for it. */
export function withModel<T extends Pick<Work, 'config'>>(task: T, model: string): T {
  return { ...task, config: { ...task.config, model } };
}
