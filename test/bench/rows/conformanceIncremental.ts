import path from 'node:path';
import { translatePattern } from '../../../src/core/conformance/pythonRegex/translatePattern';
import { KeptConformance } from '../../../src/node/conformance/keptConformance';
import { createSyntaxTrees } from '../../../src/node/treeSitter';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import type { Round } from '../benchRow';
import { contractOf, manyPatterns } from '../manyPatterns';

export const name = 'conformance of one saved file of 1,000 lines, 80 regex checks';
export const peer = 'the same patterns by RegExp in this thread';
export const unit = 'ms';

const ROUNDS = 24;
const WARM_UP = 4;
const CHECKS = 80;
const FUNCTIONS = 250;
const FILE = 'src/large.py';

/** What follows on a save: the file is read, searched in the thread, and judged. */
export async function run(): Promise<readonly Round[]> {
  const patterns = manyPatterns(CHECKS);
  const project = await WorkspaceBuilder.build({
    'contracts/many.contract.yaml': contractOf(patterns),
    [FILE]: sourceOf(0),
  });
  const kept = new KeptConformance({
    root: project.root,
    environment: process.env,
    trees: createSyntaxTrees(),
    program: path.join(repositoryRoot, 'test/kit/patternThread.cjs'),
    unsaved: () => undefined,
  });
  try {
    const compiled = patterns.map((pattern) => compile(pattern));
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const text = sourceOf(round);
      await project.write(FILE, text);
      const before = performance.now();
      const report = await kept.check({ only: [FILE] }, new AbortController().signal);
      const between = performance.now();
      const matches = compiled
        .map((pattern) => [...text.matchAll(pattern)].length)
        .reduce((sum, each) => sum + each, 0);
      const after = performance.now();
      if (report?.violations.length !== matches)
        throw new Error(`${report?.violations.length} of ${matches} are found`);
      if (round >= WARM_UP) rounds.push({ ours: between - before, peer: after - between });
    }
    return rounds;
  } finally {
    kept.dispose();
    await project.dispose();
  }
}

function sourceOf(round: number): string {
  const functions = Array.from({ length: FUNCTIONS }, (_, index) => {
    const call = index % 10 === 0 ? `print_${(index / 10) * 4}(total)` : 'log(total)';
    return `def do_work_${index}(items, rate=${round}):\n    total = sum(each * rate for each in items)\n    ${call}\n    return total\n`;
  });
  return functions.join('');
}

function compile(pattern: string): RegExp {
  const translated = translatePattern(pattern, { ignoreCase: false, multiline: false });
  if (!translated.ok) throw new Error(translated.problem.message);
  return new RegExp(translated.value.plainSource, 'gv');
}
