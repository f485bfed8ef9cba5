import type { Position } from './lib/lines';

/** Why a service gave no answer: it limits the key, there is no connection, or too many ask it at once. */
export type FailureCause = 'limit' | 'offline' | 'overloaded';

/** There is no credit on an account, or a spend limit that somebody set there is reached. */
export type MoneyLack = 'credit' | 'spend-limit';

/** Where a problem stands: a workspace-relative path with an optional place in it. */
export interface Place {
  readonly path: string;
  readonly position?: Position;
}

/**
 * What ended an answer before its end: its limit of tokens, the model's context window, a pause that the model took, a service
 * that is overloaded, silence, the limit of time, or an answer that is formally whole and yet lacks a part.
 */
export type CutCause = 'limit' | 'context' | 'paused' | 'overloaded' | 'silence' | 'time' | 'lacking';

/**
 * Everything that can go wrong for a reason outside this program. Each kind carries what the user needs to mend it;
 * `core/outline/explainProblem.ts` has the words, `vscode/errors.ts` the buttons. Cancelling is a kind, never a message.
 */
export type Problem =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'spec-unreadable'; readonly place: Place; readonly detail: string }
  | { readonly kind: 'spec-invalid'; readonly place: Place; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'component-unknown'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'component-needed'; readonly known: readonly string[] }
  | { readonly kind: 'config-invalid'; readonly place: Place; readonly detail: string }
  /** A file with the words of a phase; `path` of the place is absolute for one of the user's own. */
  | { readonly kind: 'template-invalid'; readonly place: Place; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'session-missing' }
  | { readonly kind: 'session-unreadable'; readonly place: Place; readonly detail: string }
  | { readonly kind: 'phase-out-of-order'; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'budget-too-small'; readonly needed: number; readonly budget: number }
  /** `name` is the environment variable of the key that is missing; ANTHROPIC_API_KEY when it is left out. */
  | { readonly kind: 'key-missing'; readonly name?: string; readonly promptPath?: string }
  /** `.agentforge/secrets.yaml` is there, and is not read for a reason. */
  | { readonly kind: 'secrets-refused'; readonly path: string; readonly detail: string; readonly remedy: string }
  | { readonly kind: 'key-refused'; readonly detail: string; readonly promptPath?: string }
  /** A service without a key of its own does not let the user in, or does not let them in any more. */
  | {
      readonly kind: 'access-refused';
      readonly detail: string;
      readonly remedy: string;
      readonly promptPath?: string;
    }
  /** What is missing before the chosen service can be asked at all. */
  | { readonly kind: 'service-unset'; readonly detail: string; readonly remedy: string }
  /** A program of the user's that was to write did not end well; `detail` has the last that it said. */
  | {
      readonly kind: 'writer-failed';
      readonly detail: string;
      readonly remedy: string;
      readonly promptPath?: string;
    }
  | {
      readonly kind: 'model-failed';
      readonly detail: string;
      readonly attempts: number;
      readonly cause?: FailureCause;
      readonly promptPath?: string;
    }
  /** An answer is there, and nobody can be asked to confirm what is written; `answerPath` is where it is kept. */
  | { readonly kind: 'confirmation-needed'; readonly answerPath?: string }
  /** `lack`: what the account of the key has no more of. */
  | {
      readonly kind: 'model-rejected';
      readonly detail: string;
      readonly lack?: MoneyLack;
      readonly promptPath?: string;
    }
  /** `most`: the tokens that the model takes, where that is told. */
  | {
      readonly kind: 'prompt-too-long';
      readonly detail: string;
      readonly most: number | undefined;
      readonly promptPath?: string;
    }
  /** No request was sent. `similar` are names that may be meant; `successor` answers in its place. */
  | {
      readonly kind: 'model-unavailable';
      readonly model: string;
      readonly why: 'retired' | 'unknown';
      /** ISO date. */
      readonly retiredAt?: string | undefined;
      readonly similar: readonly string[];
      readonly successor: string;
    }
  /**
   * Amounts in US dollars; no request was sent, or the answer was ended where the cap is. `needed` is what the next request takes at least;
   * undefined when the model's price is not known, so that the cap cannot be kept.
   */
  | {
      readonly kind: 'cap-reached';
      readonly cap: 'generation' | 'session' | 'day';
      readonly limit: number;
      readonly spent: number;
      readonly needed: number | undefined;
      readonly model: string;
      readonly promptPath?: string;
    }
  /** `kept`: the files of it that came whole, by name. Without a cause: the service or the connection broke it off. */
  | {
      readonly kind: 'answer-cut';
      readonly detail: string;
      readonly cause?: CutCause;
      readonly kept?: readonly string[];
      readonly promptPath?: string;
    }
  /** `by` the model itself, which did not want to answer; else by the rules of this program. */
  | {
      readonly kind: 'answer-refused';
      readonly detail: string;
      readonly by?: 'model';
      readonly promptPath?: string;
    }
  | {
      readonly kind: 'answer-empty';
      readonly detail: string;
      /** The files that it brings as they are already; `detail` then says what the tests made of that. */
      readonly unchanged?: readonly string[];
      readonly promptPath?: string;
    }
  | { readonly kind: 'recording-missing'; readonly path: string }
  | { readonly kind: 'profile-missing'; readonly path: string }
  | { readonly kind: 'file-unreadable'; readonly path: string; readonly detail: string }
  /** `stuck`: a file that could not be put back as it was. */
  | { readonly kind: 'write-failed'; readonly path: string; readonly detail: string; readonly stuck?: string }
  /** Another process changes the workspace; `holder` is it in words, `path` its lock. */
  | { readonly kind: 'workspace-busy'; readonly path: string; readonly holder: string }
  | { readonly kind: 'base-changed'; readonly paths: readonly string[] }
  | { readonly kind: 'rollback-conflict'; readonly paths: readonly string[] }
  | { readonly kind: 'nothing-to-roll-back'; readonly foreign: boolean }
  /** `known`: the runners that there are. */
  | { readonly kind: 'runner-unknown'; readonly path: string; readonly known: readonly string[] }
  | { readonly kind: 'runner-missing'; readonly runner: string; readonly detail: string; readonly install: string }
  | { readonly kind: 'debugger-missing'; readonly extension: string }
  | { readonly kind: 'untrusted-workspace' }
  | { readonly kind: 'input-invalid'; readonly detail: string };
