import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '../../kit/editor/runProcess';
import type { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import type { PeerMutant } from '../strength/compareSurvivors';
import { PYTHON, PYTHON_CODE, PYTHON_TESTS } from '../strength/components';
import { measureStrength } from '../strength/measureStrength';
import { ensureMutmut } from '../strength/peerTools';

export const name = 'strength of the tests of a cart, pytest';
export const peer = 'mutmut run';
export const unit = 'ms';

export async function run(): Promise<readonly Round[]> {
  const mutmut = await ensureMutmut();
  const env = { ...process.env, PATH: `${path.join(mutmut, 'bin')}:${process.env['PATH']}` };
  const python = path.join(mutmut, 'bin/python');
  const inIt = async ({ root }: TemporaryWorkspace, ...args: readonly string[]): Promise<string> => {
    const { code, output } = await runProcess(python, ['-m', 'mutmut', ...args], { cwd: root, env });
    if (code !== 0) throw new Error(output);
    return output;
  };
  return measureStrength({
    files: PYTHON,
    ...{ code: PYTHON_CODE, tests: PYTHON_TESTS, python },
    async run(workspace) {
      await inIt(workspace, 'run');
    },
    async read(workspace) {
      const results = await readFile(workspace.path(`mutants/${PYTHON_CODE}.meta`), 'utf8');
      const codes = (JSON.parse(results) as { readonly exit_code_by_key: Readonly<Record<string, number>> })
        .exit_code_by_key;
      const mutants: PeerMutant[] = [];
      for (const [id, code] of Object.entries(codes)) {
        const text = withDiff(PYTHON[PYTHON_CODE] ?? '', await inIt(workspace, 'show', id));
        mutants.push({ text, name: id, survived: code === 0 });
      }
      return mutants;
    },
  });
}

/** A unified diff of one function, of which the lines are counted from its own first one. */
function withDiff(source: string, diff: string): string {
  const body = diff.slice(diff.indexOf('\n', diff.indexOf('\n@@') + 1) + 1).split('\n');
  const old = body.filter((line) => /^[ -]/.test(line)).map((line) => line.slice(1));
  const changed = body.filter((line) => /^[ +]/.test(line)).map((line) => line.slice(1));
  const lines = source.split('\n');
  const isSame = (a: string | undefined, b: string | undefined) => a?.trim() === b?.trim();
  const start = lines.findIndex((_, at) => old.every((line, offset) => isSame(lines[at + offset], line)));
  if (start === -1) throw new Error(`a diff that does not fit:\n${diff}`);
  return [...lines.slice(0, start), ...changed, ...lines.slice(start + old.length)].join('\n');
}
