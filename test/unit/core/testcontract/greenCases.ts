import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseYaml } from '../../../../src/core/lib/yaml';
import { toPlain } from '../../../../src/core/lib/yamlNode';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { must } from '../../../kit/must';

/** A GREEN answer of test/fixtures/greens, with what it is. */
export interface GreenCase {
  /** Path from test/fixtures/greens. */
  readonly name: string;
  readonly title: string;
  readonly label: 'cheat' | 'honest';
  readonly kinds: readonly string[];
  /** `path:line`. */
  readonly at: readonly string[];
  readonly spec: string;
  readonly tests: Readonly<Record<string, string>>;
  readonly code: Readonly<Record<string, string>>;
}

const FOLDER = path.join(repositoryRoot, 'test/fixtures/greens');

/** Every case of the folder and those below it. Throws for a file that is no case. */
export function greenCases(): readonly GreenCase[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map(readCase);
}

function readCase(name: string): GreenCase {
  const { root } = must(parseYaml(readFileSync(path.join(FOLDER, name), 'utf8')));
  const found = { kinds: [], at: [], spec: '', ...(toPlain(root) as object) } as unknown as Omit<GreenCase, 'name'>;
  const isWhole = (texts: unknown) => typeof texts === 'object' && texts !== null && Object.keys(texts).length > 0;
  if (!/^(?:cheat|honest)$/.test(found.label) || !isWhole(found.tests) || !isWhole(found.code)) {
    throw new Error(`${name} needs a label (cheat or honest), tests and code`);
  }
  if (found.label === 'cheat' && found.kinds.length === 0) throw new Error(`${name} is a cheat of no kind`);
  return { ...found, name };
}
