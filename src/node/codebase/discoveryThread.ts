import type { MessagePort } from 'node:worker_threads';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import type { Discovery } from '../../core/outline/discoveryLines';
import type { Environment } from '../environment';
import { discoverCodebase } from './discoverCodebase';

/** What a thread is started with that analyses a folder, once. */
export interface DiscoverySetup {
  /** The folder, absolute. */
  readonly discovers: string;
  readonly settings: Environment;
  /** One number, which is no longer 0 when nobody waits any more. */
  readonly cancelled: Int32Array;
}

/** How far it is, and at the end what came of it. */
export type DiscoveryMessage =
  | { readonly done: number; readonly all: number }
  | { readonly result: Result<Discovery, Problem> };

/** Analyses a folder and says what came of it. */
export async function runDiscovery(setup: DiscoverySetup, port: MessagePort): Promise<void> {
  const say = (message: DiscoveryMessage): void => port.postMessage(message);
  const result = await discoverCodebase({
    root: setup.discovers,
    environment: setup.settings,
    isCancelled: () => Atomics.load(setup.cancelled, 0) !== 0,
    onProgress: (done, all) => say({ done, all }),
  });
  say({ result });
}
