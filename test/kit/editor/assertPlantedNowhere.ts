import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const TEXT = /\.(?:log|md|js|jsonl?|ya?ml|txt|diff)$/;

/**
 * Fails when a text file of the project (absolute) or of an editor that a test has open holds `planted`, but for the secrets file; and when
 * no log of the extension was looked into that has `[key]` in its place.
 */
export async function assertPlantedNowhere(planted: string, project: string): Promise<void> {
  const editors = (await readdir(tmpdir())).filter((name) => /^agentforge-(?:server|desktop)-/.test(name));
  let logs = 0;
  for (const folder of [project, ...editors.map((name) => path.join(tmpdir(), name))]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || !TEXT.test(file) || file.endsWith('secrets.yaml')) continue;
      const content = await readFile(file, 'latin1');
      assert.ok(!content.includes(planted), file);
      if (entry.name === 'AgentForge.log' && content.includes('[key]')) logs++;
    }
  }
  assert.ok(logs > 0, 'what the extension logs was looked into');
}
