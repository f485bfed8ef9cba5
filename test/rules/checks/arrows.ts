import type { Edge } from '../../kit/importGraph';
import type { Breach } from './breach';

const BELOW_STAGES = ['core/lib', 'core/errors', 'core/phase'];
/** Who may import what outside the core; a name stands for the folder or file and all below it. */
const FACES: Readonly<Record<string, readonly string[]>> = {
  node: ['core', 'node'],
  'node/cli': ['core', 'node', 'node/cli'],
  vscode: ['core', 'node', 'vscode'],
  cli: ['node', 'node/cli', 'package.json'],
  extension: ['vscode'],
};

/**
 * Imports that go against the arrows of src/README.md.
 * @param stages the folders of the core from left to right
 */
export function arrowBreaches(graph: readonly Edge[], stages: readonly string[]): readonly Breach[] {
  return graph.flatMap(({ from, target, import: { line } }) => {
    const here = partOf(from, stages);
    if (here === undefined) return [{ file: from, line: 1, message: `${from} has no place in src/README.md` }];
    if (target.kind !== 'file') return [];
    const there = partOf(target.path, stages);
    if (there !== undefined && mayImport(here, there, stages)) return [];
    return [{ file: from, line, message: `${here} may not import ${there ?? target.path} (${target.path})` }];
  });
}

function mayImport(here: string, there: string, stages: readonly string[]): boolean {
  const face = FACES[here];
  if (face !== undefined) return face.includes(there.startsWith('core/') ? 'core' : there);
  if (BELOW_STAGES.includes(there)) return true;
  const [from, to] = [stages.indexOf(here.replace('core/', '')), stages.indexOf(there.replace('core/', ''))];
  return to !== -1 && from !== -1 && to <= from;
}

/** Which part of the house a file belongs to: `core/STAGE`, `core/lib`, `node`, `node/cli`, `vscode`, `cli`, .. */
function partOf(file: string, stages: readonly string[]): string | undefined {
  if (!file.startsWith('src/')) return file;
  const part = file.slice('src/'.length).replace(/\.[cm]?[jt]s$/, '');
  const [first = '', second = ''] = part.split('/');
  if (first !== 'core') return part.startsWith('node/cli/') ? 'node/cli' : FACES[first] && first;
  const isKnown = stages.includes(second) || BELOW_STAGES.includes(`core/${second}`) || second === 'walls';
  return isKnown ? `core/${second}` : undefined;
}
