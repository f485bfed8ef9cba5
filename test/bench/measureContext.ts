import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build as bundle } from 'esbuild';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { runProcess } from '../kit/editor/runProcess';
import { scratchFolder } from '../kit/editor/scratchFolder';
import type { Round } from './benchRow';
import type { ContextReport } from './contextChild';
import { largeRepository } from './largeRepository';
import { installedRepomix } from './recall/contenders/repomixOrder';

export const REPOMIX = 'repomix 1.9.2 on the same files';
/** Of the first question of a process with an index, the others are answered from memory. */
const WARM_FINDS = 12;

/**
 * In each process of a program: says again and again what it took at most, as some are ended before they could. The largest one
 * counts, which is less than all together.
 */
const MEMORY_HOOK = `
const tell = () => require('node:fs').writeFileSync(
  require('node:path').join(process.env.BENCH_REPORTS, String(process.pid)),
  String(process.resourceUsage().maxRSS),
);
setInterval(tell, 100).unref();
process.on('exit', tell);
`;

interface ContextBench {
  /** One question in a new process of the product, with the files of the index that are kept in `state`. */
  ask(state: string, finds?: number): Promise<ContextReport & { readonly ms: number }>;
  /** All files packed once. */
  repomix(): Promise<{ readonly ms: number; readonly highestKb: number }>;
  newState(): Promise<string>;
}

/** From the start of a process without an index to the files that matter, against repomix from its start to its end. */
export function coldRounds(files: number, rounds: number, unit: 'ms' | 'KB'): Promise<readonly Round[]> {
  return withBench(files, async (bench) => {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const ours = await bench.ask(await bench.newState());
      const peer = await bench.repomix();
      measured.push(unit === 'ms' ? { ours: ours.ms, peer: peer.ms } : { ours: ours.highestKb, peer: peer.highestKb });
    }
    return measured;
  });
}

/** A question when the index is there, against git listing the files and a look at each of them. */
export function warmRounds(files: number): Promise<readonly Round[]> {
  return withBench(files, async (bench) => {
    const state = await bench.newState();
    await bench.ask(state);
    const { finds, looks } = await bench.ask(state, WARM_FINDS);
    return finds.map((ours, index) => ({ ours, peer: looks[index] ?? 0 })).slice(2);
  });
}

/** How late the turns of a thread are that lists the files and asks, while another one makes the index; against one with nothing to do. */
export function delayRounds(files: number, rounds: number): Promise<readonly Round[]> {
  return withBench(files, async (bench) => {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const { delays } = await bench.ask(await bench.newState(), 0);
      measured.push({ ours: delays.asking, peer: delays.idle });
    }
    return measured;
  });
}

async function withBench<T>(files: number, work: (bench: ContextBench) => Promise<T>): Promise<T> {
  const scratch = await scratchFolder('context');
  const repository = await largeRepository(files);
  try {
    const out = path.join(scratch.folder, 'dist');
    await mkdir(out);
    await buildInto(out);
    const child = path.join(scratch.folder, 'child.js');
    await bundle({
      entryPoints: [path.join(__dirname, 'contextChild.ts')],
      ...{ outfile: child, bundle: true, platform: 'node', format: 'cjs', logLevel: 'warning' },
    });
    return await work(benchOf({ root: repository.folder, scratch: scratch.folder, out, child }));
  } finally {
    await repository.remove();
    await scratch.remove();
  }
}

/** The build script is a module that waits while it is loaded, which only another process can. */
export async function buildInto(out: string): Promise<void> {
  const script = path.join(repositoryRoot, 'esbuild.mjs');
  const code = `const { build } = await import(${JSON.stringify(script)}); await build(${JSON.stringify({ out, production: true })});`;
  const ended = await runProcess(process.execPath, ['--input-type=module', '--eval', code], { cwd: repositoryRoot });
  if (ended.code !== 0) throw new Error(ended.output);
}

function benchOf(place: {
  readonly root: string;
  readonly scratch: string;
  readonly out: string;
  readonly child: string;
}) {
  const { root, scratch, out, child } = place;
  const bench: ContextBench = {
    newState: () => mkdtemp(path.join(scratch, 'state-')),
    async ask(state, finds = 1) {
      const worker = path.join(out, 'codebaseWorker.js');
      const env = { ...process.env, XDG_STATE_HOME: state, LOCALAPPDATA: state };
      const started = performance.now();
      const { code, output } = await runProcess(process.execPath, [child, root, worker, String(finds)], { env });
      if (code !== 0) throw new Error(output);
      return { ms: performance.now() - started, ...(JSON.parse(output) as ContextReport) };
    },
    async repomix() {
      const program = await installedRepomix();
      const reports = await mkdtemp(path.join(scratch, 'highest-'));
      const hook = path.join(scratch, 'hook.cjs');
      await writeFile(hook, MEMORY_HOOK);
      const env = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(hook)}`, BENCH_REPORTS: reports };
      const packed = path.join(scratch, 'packed.xml');
      const started = performance.now();
      const args = [program, root, '--quiet', '--output', packed];
      const { code, output } = await runProcess(process.execPath, args, { cwd: root, env });
      if (code !== 0) throw new Error(output);
      const ms = performance.now() - started;
      const files = (await readdir(reports)).map((file) => readFile(path.join(reports, file), 'utf8'));
      const highest = (await Promise.all(files)).map(Number);
      return { ms, highestKb: Math.max(...highest) };
    },
  };
  return bench;
}
