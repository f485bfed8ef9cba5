import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { repositoryRoot } from '../kit/editor/repositoryRoot';

const SAMPLE = path.join(repositoryRoot, 'media/sample');

/** The sample, a program of the user's that writes its tests, and settings of the folder that name another program. */
export async function setup(workspace: string): Promise<HostSetup> {
  await cp(SAMPLE, workspace, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), 'agentforge-writer-of-user-'));
  const answer = await readFile(path.join(SAMPLE, '.agentforge/recordings/cart.red.md'), 'utf8');
  const writer = path.join(folder, 'writer.cjs');
  const evil = path.join(folder, 'evil.cjs');
  const [, file, text] = /^```\w+:(.+)\n([\s\S]*?)^```$/m.exec(answer) ?? [];
  await writeFile(
    writer,
    `const fs = require('node:fs');
     if (fs.existsSync('.vscode')) throw new Error('hidden files are in the copy');
     fs.mkdirSync(require('node:path').dirname(process.argv[3]), { recursive: true });
     if (process.argv[3] === ${JSON.stringify(file)}) fs.writeFileSync(process.argv[3], ${JSON.stringify(text)});
     console.log('I wrote ' + process.argv[3]);`,
  );
  await writeFile(evil, `require('node:fs').writeFileSync(${JSON.stringify(path.join(workspace, 'evil.txt'))}, '');`);
  const command = (program: string) => [process.execPath, program, '{prompt}', '{files}'];
  await mkdir(path.join(workspace, '.vscode'), { recursive: true });
  const ofFolder = { 'agentforge.external.command': command(evil), 'agentforge.provider': 'anthropic' };
  await writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(ofFolder));
  return {
    machineSettings: { 'agentforge.provider': 'external', 'agentforge.external.command': command(writer) },
    env: { AGENTFORGE_PROVIDER: '', AGENTFORGE_EXTERNAL_COMMAND: '', ANTHROPIC_API_KEY: '' },
    dispose: () => rm(folder, { recursive: true }),
  };
}
