import { visible } from '../../lib/visible';
import { printYaml } from '../../lib/yaml';
import type { YamlValue } from '../../lib/yamlNode';
import { fromPlain } from '../../lib/yamlNode';
import type { Evaluation } from '../evaluate/evaluateContracts';
import type { Candidate } from './candidate';

/** A contract that the code holds to already, nearly everywhere. */
export interface DerivedContract {
  readonly text: string;
  /** Ids of its checks. */
  readonly checks: readonly string[];
  /** What the profile spoke for and the code does not bear out, one clause each. */
  readonly leftOut: readonly { readonly id: string; readonly why: string }[];
}

export const DERIVED_NAME = 'derived';
/** Of the files that a check is about: where more of them break it, it is no habit. */
const MOST_BREAKING = 0.05;

const HEAD = {
  schema_version: '1.0',
  contract: {
    name: DERIVED_NAME,
    type: 'patterns',
    description: 'Habits of this project, as they were found in its code.',
    version: '1.0.0',
    enabled: true,
  },
};

/** The contract of all candidates, to be held against the code. */
export function contractOfAll(candidates: readonly Candidate[]): string {
  return printYaml(fromPlain({ ...HEAD, checks: candidates.map(({ id, check }) => ({ id, ...check })) }));
}

/**
 * The contract of those candidates that the code holds to.
 * @param evaluation of the whole project against `contractOfAll`
 */
export function deriveContract(candidates: readonly Candidate[], { results }: Evaluation): DerivedContract {
  const kept: string[] = [];
  const checks: string[] = [];
  const leftOut: { readonly id: string; readonly why: string }[] = [];
  for (const { id, check, seen } of candidates) {
    const result = results.find((each) => each.check.id === id);
    const files = result?.files ?? 0;
    const breaking = new Set(result?.breaches.map(({ path }) => path)).size;
    const [unknown] = result?.notEvaluated ?? [];
    if (files === 0) leftOut.push({ id, why: 'it is about no file' });
    else if (unknown !== undefined) leftOut.push({ id, why: unknown.why });
    else if (breaking > files * MOST_BREAKING) leftOut.push({ id, why: `${breaking} of ${files} files do otherwise` });
    else {
      checks.push(id);
      kept.push(commented(`${seen} ${holds(files, breaking)}`, { id, ...check }));
    }
  }
  return { text: `${printYaml(fromPlain(HEAD))}checks:\n${kept.join('')}`, checks, leftOut };
}

function holds(files: number, breaking: number): string {
  return breaking === 0 ? `All ${files} files hold to it.` : `${files - breaking} of ${files} files hold to it.`;
}

/** An item of a list, below what was seen: names of the profile are in it, and no line of theirs may leave the comment. */
function commented(seen: string, item: YamlValue): string {
  const lines = printYaml(fromPlain([item]))
    .trimEnd()
    .split('\n');
  return [`# ${visible(seen.replace(/\s+/g, ' '))}`, ...lines].map((line) => `  ${line}\n`).join('');
}
