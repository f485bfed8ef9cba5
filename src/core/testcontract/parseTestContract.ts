import { parseJson } from '../lib/parseJson';
import type { TestContract } from './testContract';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isTruth: Check = (value) => typeof value === 'boolean';
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([key, check]) => check((value as Readonly<Record<string, unknown>>)[key]));

const ASSERTION = fields({
  line: isNumber,
  text: isText,
  strength: oneOf('exact', 'bounded', 'weak'),
  onOwnMocks: isTruth,
  guards: maybe(listOf(isText)),
  tolerances: maybe(listOf(fields({ name: isText, value: isNumber, text: isText }))),
  from: maybe(fields({ file: isText, name: isText })),
});
const TEST = fields({
  file: isText,
  definedIn: maybe(isText),
  path: listOf(isText),
  line: isNumber,
  endLine: isNumber,
  assertions: listOf(ASSERTION),
  parameters: listOf(isText),
  markers: listOf(isText),
  skips: listOf(isText),
  uses: listOf(isText),
  body: isText,
});
const SUPPORT = fields({
  file: isText,
  name: isText,
  kind: oneOf('fixture', 'helper', 'constant', 'hook'),
  line: isNumber,
  text: isText,
  patches: maybe(listOf(isText)),
});
const CONTRACT = fields({
  version: oneOf(1),
  tests: listOf(TEST),
  support: listOf(SUPPORT),
  settings: listOf(fields({ file: isText, key: isText, value: isText })),
});

/** A stored contract, or undefined for any other text: the file may have been edited, or be another's. */
export function parseTestContract(text: string): TestContract | undefined {
  const value = parseJson(text);
  return CONTRACT(value) ? (value as TestContract) : undefined;
}
