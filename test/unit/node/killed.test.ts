import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { randomOf, scenarioOf } from '../../kit/killedRuns/scenario';
import { prepareFolder, undisturbed } from '../../kit/killedRuns/undisturbed';
import type { Work } from '../../kit/killedRuns/work';
import { doWork, portsOf } from '../../kit/killedRuns/work';
import { must } from '../../kit/must';
import { sampleSession } from '../../kit/sampleSession';
import type { Snapshot } from '../../kit/temporaryWorkspace';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

/** AGENTFORGE_KILLS=10000 is the long version for by hand. */
const KILLS = Number(process.env['AGENTFORGE_KILLS'] ?? (process.env['AGENTFORGE_SOAK'] === '1' ? 500 : 6));
const IN_ONE_TEST = 20;
/** About as many as a recovery of a few files makes. */
const MOST_CALLS_OF_RECOVERY = 40;

describe(`kill -9 while files are written or taken back, ${KILLS} times`, () => {
  const reached = new Map<string, number>();
  const count = (what: string) => reached.set(what, (reached.get(what) ?? 0) + 1);
  let tools: TemporaryWorkspace;

  before(async () => {
    tools = await TemporaryWorkspace.make();
    buildSync({
      entryPoints: [path.join(repositoryRoot, 'test/kit/killedRuns/child.ts')],
      outfile: tools.path('child.js'),
      bundle: true,
      platform: 'node',
      logLevel: 'error',
    });
  });

  after(() => tools.dispose());

  for (let first = 0; first < KILLS; first += IN_ONE_TEST) {
    const last = Math.min(first + IN_ONE_TEST, KILLS);
    it(`leaves all as before or all as after once recovered, ${first + 1} to ${last}`, async () => {
      for (let seed = first; seed < last; seed++) await killOnce(seed);
    });
  }

  it('came to every kind of call, change and end', () => {
    const lines = [...reached].sort().map(([what, times]) => `      ${what}: ${times}`);
    console.log(lines.join('\n'));
    const wanted = ['killed in apply', 'killed in rollback', 'recovery killed', 'all as before', 'all as after'];
    const calls = ['open', 'file.writeFile', 'file.sync', 'file.close', 'rename', 'mkdir', 'rm', 'link'];
    const kinds = ['create', 'modify', 'delete', 'rename', 'typed'].map((kind) => `with ${kind}`);
    const classes = KILLS < 100 ? wanted.slice(0, 2) : [...wanted, ...kinds, ...calls.map((call) => `at ${call}`)];
    assert.deepEqual(
      classes.filter((each) => !reached.has(each)),
      [],
    );
  });

  async function killOnce(seed: number): Promise<void> {
    const random = randomOf(seed + 1_000_003);
    const scenario = scenarioOf(seed);
    const work = seed % 2 === 0 ? 'apply' : 'rollback';
    const { old, fresh, calls } = await undisturbed(scenario, work);
    for (const { kind } of scenario.changes) count(`with ${kind}`);
    if (work === 'rollback' && Object.keys(scenario.typed).length > 0) count('with typed');
    const folder = await prepareFolder(scenario, work);
    try {
      // Spread evenly over all steps, whatever the number of kills.
      const at = 1 + Math.floor((((seed >> 1) * 0.618_034 + random() * 0.1) % 1) * calls.length);
      const call = run(folder, work, { seed, at });
      assert.notEqual(call, 'ended', `seed ${seed}: call ${at} of ${calls.length} was not reached`);
      count(`killed in ${work}`);
      count(`at ${call}`);
      for (let times = Math.floor(random() * 3); times > 0; times--) {
        const end = run(folder, 'recover', { seed, at: 1 + Math.floor(random() * MOST_CALLS_OF_RECOVERY) });
        count(end === 'ended' ? 'recovery came to its end' : 'recovery killed');
      }
      await doWork(folder.root, 'recover', scenario);
      const found = await folder.snapshot();
      const end = isSame(found, old) ? 'before' : 'after';
      count(`all as ${end}`);
      assert.deepEqual(found, end === 'before' ? old : fresh, `seed ${seed}, ${work}, killed at ${call} (${at})`);
      await assertTold(folder, work, end);
      await doWork(folder.root, 'recover', scenario);
      assert.deepEqual(await folder.snapshot(), found);
    } finally {
      await folder.dispose();
    }
  }

  /** Gives the call at which the child killed itself. */
  function run(folder: TemporaryWorkspace, work: Work, { seed, at }: { seed: number; at: number }): string {
    const args = [tools.path('child.js'), folder.root, work, String(seed), String(at)];
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (signal === 'SIGKILL') return stdout.trim();
    assert.equal(status, 0, stderr);
    return 'ended';
  }
});

/** Journal and session say what is true of the files. */
async function assertTold(folder: TemporaryWorkspace, work: Work, end: 'before' | 'after'): Promise<void> {
  const { journal, sessions } = portsOf(folder.root);
  const states = (await journal.readEntries()).map(({ state }) => state);
  const isInPlace = (work === 'apply') === (end === 'after');
  if (isInPlace) assert.deepEqual(states, ['kept']);
  else assert.ok(states.every((state) => state === 'rolled-back'));
  if (work === 'apply') return;
  const session = must(await sessions.read(sampleSession().id));
  assert.equal(session.components[0]?.phases.green !== undefined, isInPlace);
}

function isSame(a: Snapshot, b: Snapshot): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
