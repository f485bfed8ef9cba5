// A process that kills itself: node child.js ROOT WORK SEED CALL, at that call of the file system, in one of three ways.
import { tapFileSystem } from '../fileSystemTap';
import { scenarioOf } from './scenario';
import type { Work } from './work';
import { doWork } from './work';

const [root = '', work = '', seed = '', at = ''] = process.argv.slice(2);
const WAYS = ['before', 'half', 'after'] as const;
let calls = 0;

tapFileSystem(async (call, run) => {
  calls += 1;
  if (calls !== Number(at)) return run();
  const way = WAYS[calls % WAYS.length];
  process.stdout.write(`${call.name}\n`);
  if (way === 'after') await run().catch(() => undefined);
  if (way === 'half' && call.bytes !== undefined) await run(Math.floor(call.bytes.length / 2));
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
});

void doWork(root, work as Work, scenarioOf(Number(seed)));
