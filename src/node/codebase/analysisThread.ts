import type { MessagePort } from 'node:worker_threads';
import type { AsBuilt } from '../../core/authoring/asBuilt/writeAsBuilt';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import type { Discovery } from '../../core/outline/discoveryLines';
import type { Environment } from '../environment';
import { describeBuilt } from './describeBuilt';
import { discoverCodebase } from './discoverCodebase';

/** What comes of each kind of analysis. */
export interface AnalysisResults {
  readonly discover: Discovery;
  readonly describe: AsBuilt;
}

/** Writes the profile of a folder, or describes the code in one of its folders. */
export type Analysis = { readonly kind: 'discover' } | { readonly kind: 'describe'; readonly path: string };

/** What a thread is started with that analyses a folder, once. */
export interface AnalysisSetup {
  /** The folder, absolute. */
  readonly analyses: string;
  readonly analysis: Analysis;
  readonly settings: Environment;
  /** One number, which is no longer 0 when nobody waits any more. */
  readonly cancelled: Int32Array;
}

/** How far it is, and at the end what came of it. */
export type AnalysisMessage =
  | { readonly done: number; readonly all: number }
  | { readonly result: Result<AnalysisResults[keyof AnalysisResults], Problem> };

/** Analyses a folder and says what came of it. */
export async function runAnalysis(setup: AnalysisSetup, port: MessagePort): Promise<void> {
  const say = (message: AnalysisMessage): void => port.postMessage(message);
  const collecting = {
    root: setup.analyses,
    environment: setup.settings,
    isCancelled: () => Atomics.load(setup.cancelled, 0) !== 0,
    onProgress: (done: number, all: number) => say({ done, all }),
  };
  const { analysis } = setup;
  const result =
    analysis.kind === 'discover'
      ? await discoverCodebase(collecting)
      : await describeBuilt(collecting, analysis.path, new Date());
  say({ result });
}
