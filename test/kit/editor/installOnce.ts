import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Fills `folder` once: `install` works in a temporary sibling that takes its place only when complete, and a lock keeps a
 * second run waiting instead of installing over the first. A folder that exists is complete.
 */
export async function installOnce(folder: string, install: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(path.dirname(folder), { recursive: true });
  const release = await takeLock(`${folder}.lock`);
  try {
    if (existsSync(folder)) return;
    const unfinished = `${folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    await install(unfinished);
    await rename(unfinished, folder);
  } finally {
    await release();
  }
}

/** The lock is a file holding its owner's process id, so that one left by a run that was killed can be told and taken. */
async function takeLock(file: string): Promise<() => Promise<void>> {
  for (let told = false; ; ) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !isRunning(owner)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) console.log(`  waiting for process ${owner}, which is installing the same`);
    told = true;
    await delay(500);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
