import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '../kit/editor/runProcess';
import { scratchFolder } from '../kit/editor/scratchFolder';
import type { Round } from './benchRow';
import { discoverCorpus } from './discoverCorpus';
import { millisecondsOf } from './manyFiles';
import { buildInto } from './measureContext';

const ROUNDS = 7;
/** What an analysis in Python cannot do without; the one that it is held against did it several times. */
const PARSE = `import ast, pathlib, sys
for file in pathlib.Path(sys.argv[1]).rglob("*.py"):
    for node in ast.walk(ast.parse(file.read_text())):
        pass
`;

export const PARSED_BY_PYTHON = 'Python parses each file and walks its tree once';

/**
 * `discover` from the start of the program to its end.
 * @param known whether it has seen the same files before
 */
export async function measureDiscovery(known: boolean): Promise<readonly Round[]> {
  const scratch = await scratchFolder('discovery');
  const corpus = await discoverCorpus();
  const root = corpus.folder;
  try {
    const out = path.join(scratch.folder, 'dist');
    await buildInto(out);
    const run = async (program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> => {
      const { code, output } = await runProcess(program, args, { cwd: root, env });
      if (code !== 0) throw new Error(output);
    };
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const state = await mkdtemp(path.join(scratch.folder, 'state-'));
      const env = { ...process.env, XDG_STATE_HOME: state, LOCALAPPDATA: state };
      const discover = () => run(process.execPath, [path.join(out, 'cli.js'), 'discover'], env);
      await rm(path.join(root, '.agentforge'), { recursive: true, force: true });
      if (known) await discover();
      const ours = await millisecondsOf(discover);
      rounds.push({ ours, peer: await millisecondsOf(() => run('python3', ['-c', PARSE, root], process.env)) });
    }
    return rounds.slice(1);
  } finally {
    await corpus.remove();
    await scratch.remove();
  }
}
