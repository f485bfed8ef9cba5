import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer, Asked } from './answer';
import { BUDGETS } from './answer';
import { cacheFolder } from './cacheFolder';
import { folderNameOf } from './project';

/** What a contender with a version answered before, for the same cases, budgets and version; undefined when there is nothing. */
export async function keptAnswers(asked: Asked): Promise<readonly Answer[] | undefined> {
  if (asked.contender.version === undefined) return undefined;
  const kept = await readFile(fileOf(asked), 'utf8').catch(() => undefined);
  return kept === undefined ? undefined : JSON.parse(kept);
}

export async function keepAnswers(asked: Asked, answers: readonly Answer[]): Promise<void> {
  if (asked.contender.version === undefined) return;
  await mkdir(path.dirname(fileOf(asked)), { recursive: true });
  await writeFile(fileOf(asked), JSON.stringify(answers));
}

function fileOf({ contender, project, cases }: Asked): string {
  const all = JSON.stringify([contender.version, BUDGETS, cases]);
  const key = createHash('sha256').update(all).digest('hex').slice(0, 16);
  const name = `${folderNameOf(project)}-${contender.name.replaceAll(/\W+/g, '-')}-${key}.json`;
  return path.join(cacheFolder, 'answers', name);
}
