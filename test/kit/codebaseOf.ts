import type { Codebase } from '../../src/core/codebase/discovery/codebase';
import type { FileFacts } from '../../src/core/codebase/discovery/fileFacts';
import { readManifest } from '../../src/core/codebase/discovery/manifests/readManifest';
import { putTogether } from '../../src/core/codebase/discovery/putTogether';
import { readFacts } from '../../src/core/codebase/discovery/scan/readFacts';
import { readXml } from '../../src/node/runners/readXml';

/** What is known of a codebase that has these files. */
export function codebaseOf(files: Readonly<Record<string, string>>): Codebase {
  const facts = new Map<string, FileFacts>();
  for (const [path, text] of Object.entries(files)) {
    const own = readFacts(path, text);
    if (own !== undefined) facts.set(path, own);
  }
  const manifests = Object.entries(files).flatMap(([path, text]) => readManifest(path, text, readXml) ?? []);
  return putTogether(Object.keys(files).sort(), facts, manifests);
}
