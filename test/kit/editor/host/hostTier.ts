import path from 'node:path';
import { inParallel } from '../../../../src/core/lib/inParallel';
import type { TierCounts } from '../../tiers/tierCounts';
import { repositoryRoot } from '../repositoryRoot';
import { chooseHostEditor } from './chooseHostEditor';
import type { HostEditor } from './hostEditor';
import { runHostFile } from './runHostFile';

/** Windows that are open at once: most of their time they wait. */
const WINDOWS = 2;

/**
 * Runs host test files, prints a line per test once a file has ended, and gives the numbers of tests. On a busy machine an editor may do
 * by itself what it never does else, such as to open what was not saved soon enough: a file that fails beside another one is run once
 * more, alone, and that is said; what fails twice has failed.
 */
export async function runHostTier(files: readonly string[]): Promise<TierCounts> {
  const editor = await chooseHostEditor();
  console.log(`  in ${editor.name}`);
  const outcomes: Outcome[] = [];
  for (const outcome of await inParallel(files, WINDOWS, (file) => runFile(editor, file))) {
    if (outcome.failures.length > 0) {
      console.log(`\n  SECOND TRY, alone, of ${path.relative(repositoryRoot, outcome.file)}`);
      for (const { title, reason } of outcome.failures)
        console.log(`  not at the first try: ${title}: ${firstLine(reason)}`);
    }
    outcomes.push(outcome.failures.length === 0 ? outcome : await runFile(editor, outcome.file));
  }
  const failures = outcomes.flatMap((each) => each.failures);
  const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
  failures.forEach(({ title, reason }, index) => {
    console.log(`\n  ${index + 1}) ${title}\n${reason.replace(/^/gm, '     ')}`);
  });
  console.log(`\n  ${passed} passing, ${failures.length} failing`);
  const told = failures.map(({ title, reason }) => `${title}: ${firstLine(reason)}`);
  return { passed, failed: failures.length, failures: told };
}

interface Outcome {
  readonly file: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
}

interface Failure {
  readonly title: string;
  readonly reason: string;
}

async function runFile(editor: HostEditor, file: string): Promise<Outcome> {
  const lines = [`\n  ${path.relative(repositoryRoot, file)}`];
  const failures: Failure[] = [];
  let passed = 0;
  for await (const event of runHostFile(editor, file)) {
    if (event.kind === 'started') lines.push(`    ${event.editor}`);
    if (event.kind === 'passed') {
      passed += 1;
      lines.push(`    ✔ ${event.title} (${Math.round(event.duration)}ms)`);
    }
    if (event.kind === 'failed') {
      failures.push({ title: event.title, reason: event.reason });
      lines.push(`    ${failures.length}) ${event.title}`);
    }
  }
  console.log(lines.join('\n'));
  return { file, passed, failures };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
