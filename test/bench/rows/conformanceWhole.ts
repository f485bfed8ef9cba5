import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Findings } from '../../../src/core/conformance/contracts/findings';
import { readContract } from '../../../src/core/conformance/contracts/readContract';
import { resolveContracts } from '../../../src/core/conformance/contracts/resolveContracts';
import { checkProject } from '../../../src/node/conformance/checkProject';
import { createSyntaxTrees } from '../../../src/node/treeSitter';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import type { Round } from '../benchRow';
import { contractOf, manyPatterns } from '../manyPatterns';

export const name = 'conformance of 5,000 files, 80 regex checks';
export const peer = '80 runs of ripgrep with the same patterns';
export const unit = 'ms';

const ROUNDS = 5;
const CHECKS = 80;
const FILES = 5_000;
const FUNCTIONS = 12;

const start = promisify(execFile);

/** They take turns at being first; the first round warms up. Both find the same lines. */
export async function run(): Promise<readonly Round[]> {
  await start('rg', ['--version']).catch(() => {
    throw new Error('ripgrep is not here; it comes with: apt-get install ripgrep, or cargo install ripgrep');
  });
  const patterns = manyPatterns(CHECKS);
  const sources = Array.from({ length: FILES }, (_, index) => [`src/p${index % 50}/m${index}.py`, sourceOf(index)]);
  const project = await WorkspaceBuilder.build(Object.fromEntries(sources));
  try {
    const ours = () => timed(() => check(project.root, contractOf(patterns)));
    const theirs = () => timed(() => search(project.root, patterns));
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const [one, other] = round % 2 === 0 ? [await ours(), await theirs()] : (await both(theirs, ours)).reverse();
      if (one?.found !== other?.found || one?.found === 0)
        throw new Error(`${one?.found} lines are found, and ${other?.found} by ripgrep`);
      rounds.push({ ours: one?.ms ?? 0, peer: other?.ms ?? 0 });
    }
    return rounds.slice(1);
  } finally {
    await project.dispose();
  }
}

interface Timed {
  readonly ms: number;
  /** Lines. */
  readonly found: number;
}

async function both(first: () => Promise<Timed>, second: () => Promise<Timed>): Promise<Timed[]> {
  return [await first(), await second()];
}

async function timed(work: () => Promise<number>): Promise<Timed> {
  const before = performance.now();
  const found = await work();
  return { ms: performance.now() - before, found };
}

/** With the reading of the contract, as the command does it. */
async function check(root: string, text: string): Promise<number> {
  const findings = new Findings();
  const declared = readContract({ path: 'many', text }, findings);
  const contracts = declared === undefined ? [] : resolveContracts([declared], findings);
  const asked = {
    ...{ root, environment: process.env, trees: createSyntaxTrees() },
    commands: 'not allowed',
    program: path.join(repositoryRoot, 'test/kit/patternThread.cjs'),
  } as const;
  const evaluation = await checkProject(contracts, asked, new AbortController().signal);
  return (evaluation?.results ?? []).reduce((sum, { breaches }) => sum + breaches.length, 0);
}

async function search(root: string, patterns: readonly string[]): Promise<number> {
  let found = 0;
  for (const pattern of patterns) {
    const args = ['--line-number', '--no-heading', '--regexp', pattern, 'src'];
    // It ends with 1 when nothing matches.
    const { stdout } = await start('rg', args, { cwd: root, maxBuffer: 1 << 28 }).catch((error) => {
      if (error.code === 1) return { stdout: '' };
      throw error;
    });
    found += stdout.split('\n').length - 1;
  }
  return found;
}

/** Some of the patterns match in some of the files. */
function sourceOf(file: number): string {
  const functions = Array.from({ length: FUNCTIONS }, (_, index) => {
    const call = index === 0 ? `print_${(file % 20) * 4}(total)` : 'log(total)';
    return `def do_work_${index}(items, rate=${file}):\n    total = sum(each * rate for each in items)\n    ${call}\n    return total\n`;
  });
  return functions.join('');
}
