import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '../../kit/editor/runProcess';
import type { Round } from '../benchRow';
import type { PeerMutant } from '../strength/compareSurvivors';
import { SCRIPT, SCRIPT_CODE, SCRIPT_TESTS } from '../strength/components';
import { measureStrength } from '../strength/measureStrength';
import { ensureStryker } from '../strength/peerTools';

export const name = 'strength of the tests of a cart, node:test';
export const peer = 'stryker run (tap runner, coverage of each test)';
export const unit = 'ms';

const SETTINGS = {
  testRunner: 'tap',
  tap: { testFiles: [SCRIPT_TESTS] },
  plugins: ['@stryker-mutator/tap-runner'],
  mutate: [SCRIPT_CODE],
  coverageAnalysis: 'perTest',
  reporters: ['json'],
  jsonReporter: { fileName: 'report.json' },
  allowConsoleColors: false,
};

export async function run(): Promise<readonly Round[]> {
  const stryker = await ensureStryker();
  return measureStrength({
    files: { ...SCRIPT, 'stryker.conf.json': JSON.stringify(SETTINGS) },
    ...{ code: SCRIPT_CODE, tests: SCRIPT_TESTS },
    async run({ root }) {
      await symlink(path.join(stryker, 'node_modules'), path.join(root, 'node_modules'));
      const program = path.join(stryker, 'node_modules/@stryker-mutator/core/bin/stryker.js');
      const { code, output } = await runProcess(process.execPath, [program, 'run', 'stryker.conf.json'], { cwd: root });
      if (code !== 0) throw new Error(output);
    },
    async read({ root }) {
      const report = JSON.parse(await readFile(path.join(root, 'report.json'), 'utf8')) as Report;
      const { source, mutants } = report.files[SCRIPT_CODE] ?? { source: '', mutants: [] };
      return mutants.map((mutant) => peerMutant(source, mutant));
    },
  });
}

interface Place {
  /** From 1, as columns are. */
  readonly line: number;
  readonly column: number;
}

interface StrykerMutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly StrykerMutant[] }>>;
}

function peerMutant(source: string, { mutatorName, replacement = '', status, location }: StrykerMutant): PeerMutant {
  const lines = source.split('\n');
  const at = ({ line, column }: Place): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return {
    text: source.slice(0, at(location.start)) + replacement + source.slice(at(location.end)),
    name: `${mutatorName} in line ${location.start.line}: ${replacement.replace(/\s+/g, ' ')}`,
    survived: status === 'Survived' || status === 'NoCoverage',
  };
}
