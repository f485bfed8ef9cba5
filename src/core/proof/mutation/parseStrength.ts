import { parseJson } from '../../lib/parseJson';
import { OPERATORS } from './mutant';
import type { JudgedMutant, MutantOutcome, RequirementStrength, Strength } from './strength';

/** What was kept of a check, or undefined for any other text: the file may have been edited, or be of another version. */
export function parseStrength(text: string): Strength | undefined {
  const value = parseJson(text);
  const has = (item: unknown, kind: 'string' | 'number', keys: readonly string[]) =>
    keys.every((key) => typeof fieldOf(item, key) === kind);
  const isWhole =
    has(value, 'string', ['component', 'at', 'runner']) &&
    has(value, 'number', ['limitSeconds', 'seconds']) &&
    listOf(fieldOf(value, 'files')).every((file) => has(file, 'string', ['path', 'hash'])) &&
    listOf(fieldOf(value, 'mutants')).every(isMutant) &&
    listOf(fieldOf(value, 'requirements')).every(
      (each) => has(each, 'string', ['id']) && has(fieldOf(each, 'tally'), 'number', TALLY),
    );
  return isWhole ? (value as Strength) : undefined;
}

const TALLY: readonly (keyof RequirementStrength['tally'])[] = [
  ...(['killed', 'survived', 'timedOut', 'notCovered', 'notRun', 'couldNotRun'] as const),
];
const TEXTS: readonly (keyof JudgedMutant)[] = ['id', 'file', 'original', 'replacement', 'within'];
const NUMBERS: readonly (keyof JudgedMutant)[] = ['start', 'end', 'line', 'column'];
const OUTCOMES: readonly MutantOutcome['kind'][] = [
  ...(['killed', 'survived', 'timed-out', 'not-covered', 'not-run', 'could-not-run'] as const),
];

function isMutant(value: unknown): value is JudgedMutant {
  const operands = fieldOf(value, 'operands');
  const requirements = fieldOf(value, 'requirements');
  return (
    TEXTS.every((key) => typeof fieldOf(value, key) === 'string') &&
    NUMBERS.every((key) => typeof fieldOf(value, key) === 'number') &&
    (OPERATORS as readonly unknown[]).includes(fieldOf(value, 'operator')) &&
    (OUTCOMES as readonly unknown[]).includes(fieldOf(fieldOf(value, 'outcome'), 'kind')) &&
    (operands === undefined || ['left', 'right'].every((side) => typeof fieldOf(operands, side) === 'string')) &&
    (requirements === undefined || listOf(requirements).every((id) => typeof id === 'string'))
  );
}

/** Without one, a list that has nothing right in it. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [undefined];
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
