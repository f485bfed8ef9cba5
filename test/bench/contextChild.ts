// Run as a program of its own: node contextChild.js ROOT WORKER FINDS. Prints a ContextReport. Without finds it measures delays.
import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkerSearch } from '../../src/node/codebase/workerSearch';
import { NodeWorkspace } from '../../src/node/nodeWorkspace';
import { moduleOf } from './largeRepository';

/** What one run of the program measured. */
export interface ContextReport {
  /** How long each question took, in milliseconds; the first one made the index, or read it. */
  readonly finds: readonly number[];
  /** In turn with them, but for one alone: git lists the files, and each is looked up. */
  readonly looks: readonly number[];
  readonly highestKb: number;
  /** How late 99 of 100 turns of this thread began at most, in milliseconds: at the first question, and with nothing to do. */
  readonly delays: { readonly asking: number; readonly idle: number };
}

const IDLE_MS = 500;

async function run(root: string, worker: string, count: number): Promise<ContextReport> {
  const search = new WorkerSearch(root, worker, process.env);
  const [finds, looks]: [number[], number[]] = [[], []];
  const delays = count === 0 ? await delaysOf(root, search) : { asking: 0, idle: 0 };
  for (let index = 0; index < count; index++) {
    finds.push(await millisecondsOf(() => find(search)));
    if (count > 1) looks.push(await millisecondsOf(async () => look(root)));
  }
  search.dispose();
  return { finds, looks, highestKb: process.resourceUsage().maxRSS, delays };
}

async function find(search: WorkerSearch): Promise<void> {
  const query = {
    ...{ seeds: [moduleOf(77)], without: [], named: [], pinned: [], tokens: 32_000 },
    texts: [{ text: 'An order with a discount, and the total of all orders.', weight: 1 }],
  };
  const found = await search.find([query], new AbortController().signal);
  if (!found.ok || found.value[0]?.length === 0) throw new Error(found.ok ? 'nothing is found' : found.problem);
}

async function delaysOf(root: string, search: WorkerSearch): Promise<ContextReport['delays']> {
  const idle = await delayOf(() => sleep(IDLE_MS));
  const asking = await delayOf(async () => {
    await new NodeWorkspace(root, process.env).list(Number.MAX_SAFE_INTEGER);
    await find(search);
  });
  return { asking, idle };
}

async function delayOf(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  // The last turn is counted at the next one.
  await sleep(20);
  delay.disable();
  return delay.percentile(99) / 1e6;
}

function look(root: string): void {
  const args = ['ls-files', '-co', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  for (const file of listed.split('\0').slice(0, -1)) lstatSync(path.join(root, file));
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const [root = '', worker = '', count = '1'] = process.argv.slice(2);
void run(root, worker, Number(count)).then((report) => process.stdout.write(JSON.stringify(report)));
