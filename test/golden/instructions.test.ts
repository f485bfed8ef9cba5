import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPaths } from '../../src/core/codebase/defaultPaths';
import type { Language } from '../../src/core/codebase/language';
import type { Mode, WritingPhase } from '../../src/core/phase';
import { MODES, PHASE_LABEL, WRITING_PHASES } from '../../src/core/phase';
import { phaseInstructions } from '../../src/core/prompt/phaseInstructions';
import type { RunnerName } from '../../src/node/runners/runnerName';
import { RUNNER_NAMES } from '../../src/node/runners/runnerName';
import { assertGolden } from '../kit/golden';
import { componentNamed, sampleSpecification } from '../kit/sampleSpecification';

/** Each runner, and each language at least once. */
const PROJECTS: readonly (readonly [Language, RunnerName])[] = [
  ['python', 'pytest'],
  ['javascript', 'node:test'],
  ['javascript', 'mocha'],
  ['typescript', 'vitest'],
  ['javascript', 'jest'],
  ['go', 'go test'],
  ['rust', 'cargo test'],
  ['rust', 'cargo nextest'],
  ['java', 'maven'],
  ['kotlin', 'gradle'],
  ['csharp', 'dotnet test'],
];

const SHOP = 'name: shop\ncomponents:\n- name: price list\n';
const fileOf = ([language, runner]: readonly [Language, RunnerName]): string =>
  `${language}.${runner.replace(/\W+/g, '-')}.txt`;

/** Mode `full` as a whole; of the other modes the lines that are not in it. */
function allInstructions(language: Language, runner: RunnerName): string {
  const paths = defaultPaths(componentNamed(sampleSpecification(SHOP), 'price list'), {
    language,
    directories: { tests: undefined, implementation: undefined },
  });
  const lines = (phase: WritingPhase, mode: Mode): readonly string[] => {
    const notes = phase === 'green' ? ['Keep lines short.'] : [];
    return phaseInstructions({ phase, mode, language, runner, component: 'price list', notes, ...paths }).split('\n');
  };
  return WRITING_PHASES.flatMap((phase) => {
    const full = lines(phase, 'full');
    return [
      ...[`=== ${PHASE_LABEL[phase]} ===`, ...full, ''],
      ...MODES.filter((mode) => mode !== 'full').flatMap((mode) => {
        const asked = lines(phase, mode);
        assert.equal(asked.length, full.length);
        const other = asked.filter((line) => !full.includes(line));
        return [`=== ${PHASE_LABEL[phase]}, mode ${mode}, in place of a line of the above ===`, ...other, ''];
      }),
    ];
  }).join('\n');
}

describe('instructions', () => {
  for (const project of PROJECTS) {
    it(`of each phase in each mode for ${project.join(' with ')} are as kept`, () =>
      assertGolden(`instructions/${fileOf(project)}`, allInstructions(...project)));
  }

  it('are kept for every runner, and no file is there that no test compares', async () => {
    assert.deepEqual(PROJECTS.map(([, runner]) => runner).sort(), [...RUNNER_NAMES].sort());
    assert.deepEqual((await readdir(join(__dirname, 'files/instructions'))).sort(), PROJECTS.map(fileOf).sort());
  });
});
