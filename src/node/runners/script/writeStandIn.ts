import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LaunchRequest } from '../runnerAdapter';
import { standInSettings } from './standInSettings';

/** Writes what `assets/node_stand_in.cjs` needs to know; returns the path of it, or undefined for a run without stand-ins. */
export async function writeStandIn(request: LaunchRequest): Promise<string | undefined> {
  const settings = await standInSettings(request);
  if (settings === undefined) return undefined;
  const path = join(request.scratch, 'stand-in.json');
  await writeFile(path, JSON.stringify({ ...settings, folder: request.scratch }));
  return path;
}
