import path from 'node:path';
import type { TierCounts } from '../../tiers/tierCounts';
import { repositoryRoot } from '../repositoryRoot';
import { chooseHostEditor } from './chooseHostEditor';
import { runHostFile } from './runHostFile';

/** Runs host test files one after the other, prints a line per test, and gives the numbers of tests. */
export async function runHostTier(files: readonly string[]): Promise<TierCounts> {
  const editor = await chooseHostEditor();
  console.log(`  in ${editor.name}`);
  let passed = 0;
  const failures: string[] = [];
  try {
    for (const file of files) {
      console.log(`\n  ${path.relative(repositoryRoot, file)}`);
      for await (const event of runHostFile(editor, file)) {
        if (event.kind === 'started') console.log(`    ${event.editor}`);
        if (event.kind === 'passed') {
          passed += 1;
          console.log(`    ✔ ${event.title} (${Math.round(event.duration)}ms)`);
        }
        if (event.kind === 'failed') {
          failures.push(`  ${failures.length + 1}) ${event.title}\n${event.reason.replace(/^/gm, '     ')}`);
          console.log(`    ${failures.length}) ${event.title}`);
        }
      }
    }
  } finally {
    await editor.dispose();
  }
  if (failures.length > 0) console.log(`\n${failures.join('\n\n')}`);
  console.log(`\n  ${passed} passing, ${failures.length} failing`);
  return { passed, failed: failures.length };
}
