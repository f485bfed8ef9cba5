import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { cacheFolder } from '../cacheFolder';
import { isThere } from '../isThere';
import { runTool } from '../runTool';
import type { Contender, Shown } from './contender';

const PACKAGE = 'aider-chat==0.86.2';

/**
 * The repository map of Aider's own package, with the test file in the chat and everything of the question mentioned. Aider lets
 * its map be up to 15 % longer than asked for; it is not cut.
 */
export const aiderMap: Contender = {
  name: "Aider's map",
  version: `3 ${PACKAGE}`,
  keepsBudget: true,
  async open(_project, { folder }) {
    const python = await installed();
    const child = spawn(python, [path.join(__dirname, 'aiderMap.py'), folder], { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    return {
      async ask({ implementation, test, text, files }, budget) {
        const others = [...files.keys()].filter((file) => file !== test);
        const asked = {
          files: others,
          chat: test === undefined ? [] : [test],
          text: `${implementation}\n${text}`,
          budget,
        };
        child.stdin.write(`${JSON.stringify(asked)}\n`);
        const { value, done } = await answers.next();
        if (done === true) throw new Error(`the map of ${implementation} was not made`);
        return JSON.parse(value) as readonly Shown[];
      },
      async close() {
        child.stdin.end();
        await ended;
      },
    };
  },
};

/** The Python of the environment that holds the package; made at the first time. */
async function installed(): Promise<string> {
  const environment = path.join(cacheFolder, 'aider');
  const python = path.join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  // pip links the programs last.
  if (await isThere(path.join(path.dirname(python), process.platform === 'win32' ? 'aider.exe' : 'aider')))
    return python;
  console.error(`installing ${PACKAGE} with pip`);
  try {
    await runTool(['python3', '-m', 'venv', environment], { folder: cacheFolder });
    await runTool([python, '-m', 'pip', 'install', '--quiet', PACKAGE], { folder: cacheFolder });
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    throw error;
  }
  return python;
}
