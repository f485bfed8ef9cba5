import { parseJson } from '../../lib/parseJson';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { CheckResult } from '../evaluate/checkResult';
import type { Violation } from './violation';

/** A violation that was there when the project began to hold itself to its contracts. */
export interface BaselineEntry {
  readonly id: string;
  readonly contract: string;
  readonly check: string;
  readonly path?: string;
}

export type Baseline = readonly BaselineEntry[];

const VERSION = '1.0';

/** Reads the file of a baseline; the problem is a clause. */
export function readBaseline(text: string): Result<Baseline, string> {
  const value = parseJson(text);
  if (value === undefined) return fail('it is no JSON');
  const read = value as { readonly schema_version?: unknown; readonly violations?: unknown } | null;
  if (read?.schema_version !== VERSION || !Array.isArray(read.violations))
    return fail(`it has no "violations" of the version ${VERSION}`);
  return read.violations.every(isEntry) ? ok(read.violations) : fail('one of its violations has no id');
}

function isEntry(value: unknown): value is BaselineEntry {
  const entry = value as Partial<Record<keyof BaselineEntry, unknown>> | null;
  return (
    typeof entry?.id === 'string' &&
    /^V-[0-9a-f]{12}$/.test(entry.id) &&
    typeof entry.contract === 'string' &&
    typeof entry.check === 'string' &&
    (entry.path === undefined || typeof entry.path === 'string')
  );
}

/** The same file for the same violations, in an order of its own. */
export function writeBaseline(baseline: Baseline): string {
  const violations = [...baseline]
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map(({ id, contract, check, path }) => ({ id, contract, check, ...(path === undefined ? {} : { path }) }));
  return `${JSON.stringify({ schema_version: VERSION, violations }, undefined, 2)}\n`;
}

/** All that is open now. */
export function baselineOf(violations: readonly Violation[]): Baseline {
  return violations
    .filter(({ state }) => state !== 'exempted')
    .map(({ id, contract, check, path }) => ({ id, contract, check, ...(path === undefined ? {} : { path }) }));
}

interface Seen {
  readonly checks: readonly Pick<CheckResult, 'contract' | 'check' | 'notEvaluated'>[];
  /** Ids of the violations that are there. */
  readonly there: ReadonlySet<string>;
  /** The files that were asked about; undefined for all. */
  readonly only: readonly string[] | undefined;
}

/** The entries whose violation is gone: their check looked where they were, and does not find them any more. */
export function goneFrom(baseline: Baseline, { checks, there, only }: Seen): Baseline {
  const evaluated = new Map(
    checks.map(({ contract, check, notEvaluated }) => [
      key(contract.name, check.id),
      new Set(notEvaluated.map(({ path }) => path)),
    ]),
  );
  const asked = only && new Set(only);
  return baseline.filter(({ id, contract, check, path }) => {
    const unknown = evaluated.get(key(contract, check));
    if (there.has(id) || unknown === undefined || unknown.has(undefined) || unknown.has(path)) return false;
    return asked === undefined || (path !== undefined && asked.has(path));
  });
}

/** The ratchet: without what is gone, and with nothing new. */
export function tightened(baseline: Baseline, gone: Baseline): Baseline {
  const ids = new Set(gone.map(({ id }) => id));
  return baseline.filter(({ id }) => !ids.has(id));
}

function key(contract: string, check: string): string {
  return JSON.stringify([contract, check]);
}

function sortKey({ path, contract, check, id }: BaselineEntry): string {
  return [path ?? '', contract, check, id].join('\n');
}
