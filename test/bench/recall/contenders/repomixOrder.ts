import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../cacheFolder';
import { isThere } from '../isThere';
import { folderNameOf } from '../project';
import { runTool } from '../runTool';
import type { Contender } from './contender';

/** The last release that runs on Node 20. */
const PACKAGE = 'repomix@1.9.2';
/** The cache is ignored by git, its projects are not meant to be. */
const BARE = [
  '--style',
  'xml',
  '--no-gitignore',
  '--no-file-summary',
  '--no-directory-structure',
  '--no-git-sort-by-changes',
  '--quiet',
];
const FILE = /<file path="([^"]+)">\n([\s\S]*?)\n<\/file>/g;

/** What the repomix package packs, in its own order, by path; without its preamble, which would only take room. */
export const repomixOrder: Contender = {
  name: 'repomix, path order',
  version: `1 ${PACKAGE}`,
  keepsBudget: false,
  async open(project, { folder }) {
    const program = await installedRepomix();
    const output = path.join(cacheFolder, `${folderNameOf(project)}.xml`);
    await runTool([process.execPath, program, '.', ...BARE, '--output', output], { folder });
    const packed = await readFile(output, 'utf8');
    await rm(output);
    const all = [...packed.matchAll(FILE)].map(([, file = '', text = '']) => ({ path: file, text }));
    if (all.length === 0) throw new Error(`${PACKAGE} packs nothing of ${folder}`);
    return {
      async ask({ files, test }) {
        return all.filter((each) => files.has(each.path) && each.path !== test);
      },
      async close() {},
    };
  },
};

/** The file that Node runs. */
export async function installedRepomix(): Promise<string> {
  const folder = path.join(cacheFolder, 'repomix');
  const program = path.join(folder, 'node_modules/repomix/bin/repomix.cjs');
  if (await isThere(program)) return program;
  console.error(`installing ${PACKAGE} with npm`);
  await mkdir(folder, { recursive: true });
  await runTool(['npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefix', folder, PACKAGE], { folder });
  return program;
}
