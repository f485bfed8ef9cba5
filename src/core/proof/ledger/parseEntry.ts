import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { RIGHT_REASONS } from '../../verdict/judgement';
import type { TestReason } from '../../verdict/verdict';
import { WAIVABLE_REASONS } from '../../verdict/waiver';
import { printEntry } from './printEntry';
import type { ProofEntry } from './proofEntry';

/** Longer than what anybody writes; in characters. */
const LONGEST = 2_000;
/** Of the pairs in one map, and of the items in one list. */
const MOST = 5_000;
const HASH = /^[0-9a-f]{64}$/;

/** Reasons for which a test can be as a phase needs it. */
const REASONS: ReadonlySet<string> = new Set([...RIGHT_REASONS, ...WAIVABLE_REASONS, 'passes-as-wanted']);

/** What is wrong with an entry, as a clause. Nothing else of what is thrown here leaves this file. */
class Wrong extends Error {}

/** An entry from a text that anybody may have written. The problem is a clause. */
export function parseEntry(text: string): Result<ProofEntry, string> {
  try {
    const entry = readEntry(JSON.parse(text));
    // Also finds keys that stand there twice, and those that nobody knows.
    return printEntry(entry) === text ? ok(entry) : fail('it is not written as AgentForge writes it');
  } catch (error) {
    if (error instanceof Wrong) return fail(error.message);
    if (error instanceof SyntaxError || error instanceof RangeError) return fail('it is no JSON');
    throw error;
  }
}

function readEntry(value: unknown): ProofEntry {
  const { version, phase, ...rest } = object('the entry', value);
  if (version !== 1) throw new Wrong('it has a version that this AgentForge does not know');
  const { runner: runnerValue, demands: demandsValue } = rest;
  const runner = object('runner', runnerValue);
  const common = {
    version: 1 as const,
    specification: line('specification', rest['specification']),
    component: line('component', rest['component']),
    tests: map('tests', rest['tests'], hash),
    support: map('support', rest['support'], hash),
    promise: orNull('promise', rest['promise']),
    settings: hash('settings', rest['settings']),
    before: map('before', rest['before'], orNull),
    results: map('results', rest['results'], reason),
    runner: { name: line('runner.name', runner['name']), tool: line('runner.tool', runner['tool']) },
    product: line('product', rest['product']),
  };
  if (phase === 'red') {
    const demands = object('demands', demandsValue);
    const requirements = list('demands.requirements', demands['requirements']);
    const looked = list('looked', rest['looked']);
    return { ...common, phase, demands: { rest: line('demands.rest', demands['rest']), requirements }, looked };
  }
  if (phase !== 'green' && phase !== 'refactor') throw new Wrong('its phase is none of red, green and refactor');
  return {
    ...common,
    phase,
    previous: hash('previous', rest['previous']),
    code: map('code', rest['code'], hash),
    accepted: map('accepted', rest['accepted'], line),
  };
}

type Read<T> = (key: string, value: unknown) => T;

function object(key: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Wrong(`${key} is no object`);
  return value as Readonly<Record<string, unknown>>;
}

function map<T>(key: string, value: unknown, read: Read<T>): Readonly<Record<string, T>> {
  const pairs = Object.entries(object(key, value));
  if (pairs.length > MOST) throw new Wrong(`${key} has more than ${MOST} items`);
  return Object.fromEntries(pairs.map(([name, each]) => [line(key, name), read(key, each)]));
}

function list(key: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Wrong(`${key} is no list`);
  if (value.length > MOST) throw new Wrong(`${key} has more than ${MOST} items`);
  return value.map((each) => line(key, each));
}

function line(key: string, value: unknown): string {
  if (typeof value !== 'string') throw new Wrong(`${key} is no text`);
  if (value.length > LONGEST) throw new Wrong(`${key} is longer than ${LONGEST} characters`);
  return value;
}

function hash(key: string, value: unknown): string {
  const text = line(key, value);
  if (!HASH.test(text)) throw new Wrong(`${key} has something that is no SHA-256`);
  return text;
}

function orNull(key: string, value: unknown): string | null {
  return value === null ? null : hash(key, value);
}

function reason(key: string, value: unknown): TestReason {
  const text = line(key, value);
  if (!REASONS.has(text)) throw new Wrong(`${key} has a reason for which no phase is reached`);
  return text as TestReason;
}
