import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The variables by which tests put their temporary files into the scratch folder of their run, so that they go with it. */
export async function ownTemporaryFolder(scratch: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(scratch, 'temp');
  await mkdir(folder);
  return { TMPDIR: folder, TMP: folder, TEMP: folder };
}
