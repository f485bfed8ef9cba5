import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cacheFolder';
import { isThere } from './isThere';
import type { Project } from './project';
import { EXTENSIONS, folderNameOf } from './project';
import { runTool } from './runTool';

/**
 * The folder with a project's source and tests, and nothing else; downloaded once, by the registry's own client.
 * Throws when the client or the network is not there, or when the archive is not the pinned one.
 */
export async function fetchProject(project: Project): Promise<string> {
  const folder = path.join(cacheFolder, 'projects', folderNameOf(project));
  if (await isThere(folder)) return folder;
  console.error(`downloading ${project.name} ${project.version} with the client of ${project.registry}`);
  await mkdir(path.dirname(folder), { recursive: true });
  const scratch = await mkdtemp(path.join(cacheFolder, 'fetch-'));
  try {
    const unpacked = await DOWNLOADS[project.registry](project, scratch);
    const kept = path.join(scratch, 'kept');
    await copySource(project, unpacked, kept);
    await rename(kept, folder);
    return folder;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Downloads into a folder, checks the pin, and gives the folder that holds the archive's content. */
type Download = (project: Project, scratch: string) => Promise<string>;

const DOWNLOADS: Readonly<Record<Project['registry'], Download>> = {
  async pypi({ name, version, hash }, scratch) {
    await writeFile(path.join(scratch, 'wanted.txt'), `${name}==${version} --hash=sha256:${hash}\n`);
    const pip = ['python3', '-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', name];
    await runTool([...pip, '--require-hashes', '-r', 'wanted.txt'], { folder: scratch });
    return unpack(scratch, '.tar.gz');
  },

  async npm({ name, version, hash }, scratch) {
    await runTool(['npm', 'pack', '--silent', `${name}@${version}`], { folder: scratch });
    const archive = await readFile(path.join(scratch, await fileThatEnds(scratch, '.tgz')));
    expectPin(name, hash, `sha512-${createHash('sha512').update(archive).digest('base64')}`);
    return unpack(scratch, '.tgz');
  },

  async go({ name, version, hash }, scratch) {
    const answer = JSON.parse(
      await runTool(['go', 'mod', 'download', '-json', `${name}@v${version}`], { folder: scratch }),
    );
    expectPin(name, hash, answer.Sum);
    return answer.Dir;
  },

  async crates({ name, version, hash }, scratch) {
    const wanted = `{ version = "=${version}", default-features = false }`;
    const manifest = '[package]\nname = "wanted"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n';
    await writeFile(path.join(scratch, 'Cargo.toml'), `${manifest}${name} = ${wanted}\n`);
    await mkdir(path.join(scratch, 'src'));
    await writeFile(path.join(scratch, 'src/lib.rs'), '');
    await runTool(['cargo', 'vendor', '--quiet', '--versioned-dirs', 'vendor'], { folder: scratch });
    const unpacked = path.join(scratch, 'vendor', `${name}-${version}`);
    const checksums = JSON.parse(await readFile(path.join(unpacked, '.cargo-checksum.json'), 'utf8'));
    expectPin(name, hash, checksums.package);
    return unpacked;
  },
};

function expectPin(name: string, pinned: string, found: string): void {
  if (found !== pinned) throw new Error(`${name} is not the pinned archive: ${found} instead of ${pinned}`);
}

async function unpack(folder: string, end: string): Promise<string> {
  const target = path.join(folder, 'unpacked');
  await mkdir(target);
  await runTool(['tar', '-xzf', await fileThatEnds(folder, end), '-C', target], { folder });
  const [only = ''] = await readdir(target);
  return path.join(target, only);
}

async function fileThatEnds(folder: string, end: string): Promise<string> {
  const found = (await readdir(folder)).find((name) => name.endsWith(end));
  if (found === undefined) throw new Error(`no ${end} was downloaded`);
  return found;
}

/** Source of the project's language, with the file that names a Go module; no links, which may lead out of the folder. */
async function copySource(project: Project, from: string, to: string): Promise<void> {
  const wanted = [...EXTENSIONS[project.language], 'go.mod'];
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const inside = path.relative(from, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
    if (!entry.isFile() || !wanted.some((end) => inside.endsWith(end))) continue;
    if (!project.folders.some((folder) => folder === '.' || inside === folder || inside.startsWith(`${folder}/`)))
      continue;
    await mkdir(path.dirname(path.join(to, inside)), { recursive: true });
    await copyFile(path.join(entry.parentPath, entry.name), path.join(to, inside));
  }
}
