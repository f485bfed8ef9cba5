import { canonicalText } from '../canonicalText';
import type { SourceNode } from '../sourceNode';
import { childrenOf, elementsOf } from '../sourceNode';
import { argumentsOf, dottedName, lastPart, namesIn, plainText } from './pythonNames';
import { makesMock } from './pythonSight';

/** What the marks and decorators of a test, a class or a file say. */
export interface Marks {
  readonly skips: string[];
  readonly markers: string[];
  readonly parameters: string[];
  /** Names that a parameter set fills. */
  readonly filled: Set<string>;
  /** Decorators that are no marks, as text. */
  readonly others: string[];
  readonly names: Set<string>;
  /** How many mocks decorators hand in as first parameters. */
  handedMocks: number;
}

const SKIPS = /^(skip|skipif|xfail|skipIf|skipUnless|expectedFailure|skip_if|skip_unless)$/;
const SETS = /^(expand|parameterized|parameterized_class|data|parameters|cases|given|example|unpack|file_data)$/;
const RUNNER_WISHES = /^(flaky|timeout|retry|settings|seed|async_timeout)$/;

/** Whether a mark or decorator keeps a test from counting. */
export function isSkip(node: SourceNode): boolean {
  return SKIPS.test(lastPart(dottedName(node)));
}

/** Reads the values of marks: what stands after `@`, or in `pytestmark`. */
export function readMarks(values: readonly SourceNode[], constants: ReadonlyMap<string, SourceNode>): Marks {
  const marks: Marks = {
    skips: [],
    markers: [],
    parameters: [],
    filled: new Set(),
    others: [],
    names: new Set(),
    handedMocks: 0,
  };
  for (const value of values) readMark(value, constants, marks);
  return marks;
}

export function decoratorValues(decorated: SourceNode): readonly SourceNode[] {
  return childrenOf(decorated, 'decorator').flatMap((decorator) => elementsOf(decorator).slice(0, 1));
}

function readMark(value: SourceNode, constants: ReadonlyMap<string, SourceNode>, marks: Marks): void {
  if (value.type === 'list' || value.type === 'tuple') {
    for (const element of elementsOf(value)) readMark(element, constants, marks);
    return;
  }
  const name = dottedName(value) ?? '';
  const last = lastPart(name);
  const text = canonicalText(value).replace(/^pytest\.mark\.|^unittest\./, '');
  namesIn(value, marks.names);
  if (SKIPS.test(last)) marks.skips.push(text);
  else if (last === 'parametrize') readParametrize(value, constants, marks);
  else if (SETS.test(last)) readSets(value, constants, marks);
  else if (/(^|\.)mark\./.test(name) || RUNNER_WISHES.test(last)) marks.markers.push(text);
  else {
    marks.others.push(`@${text}`);
    const { positional, named } = argumentsOf(value);
    const replaces = named.has('new') || positional.length > (name.endsWith('.object') ? 2 : 1);
    if (makesMock(value) && !replaces) marks.handedMocks += 1;
  }
}

function readParametrize(mark: SourceNode, constants: ReadonlyMap<string, SourceNode>, marks: Marks): void {
  const { positional, named } = argumentsOf(mark);
  const [names = named.get('argnames'), values = named.get('argvalues')] = positional;
  if (names === undefined || values === undefined) return;
  const filled = names.type === 'string' ? plainText(names).split(',') : elementsOf(names).map(plainText);
  for (const name of filled) marks.filled.add(name.trim());
  const rest = [...named]
    .filter(([name]) => name === 'indirect')
    .map(([name, value]) => `${name}=${canonicalText(value)}`);
  const head = `${[...filled.map((name) => name.trim()), ...rest].join(', ')} = `;
  const sets = listed(values, constants);
  if (sets === undefined) marks.parameters.push(`${head}${canonicalText(values)}`);
  for (const set of sets ?? []) marks.parameters.push(`${head}${setText(set, marks)}`);
}

/** The skips that `pytest.param` puts on one parameter set. */
export function skipsOfSet(set: SourceNode): readonly string[] {
  const marks = readMarks([], new Map());
  setText(set, marks);
  return marks.skips;
}

/** One parameter set: what `pytest.param` adds to it is no part of the values. */
function setText(set: SourceNode, marks: Marks): string {
  if (lastPart(dottedName(set)) !== 'param' || set.type !== 'call') return canonicalText(set);
  const { positional, named } = argumentsOf(set);
  const texts = positional.map((value) => canonicalText(value));
  const text = texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`;
  const own = named.get('marks');
  for (const mark of own === undefined ? [] : own.type === 'list' || own.type === 'tuple' ? elementsOf(own) : [own]) {
    const what = canonicalText(mark).replace(/^pytest\.mark\./, '');
    (isSkip(mark) ? marks.skips : marks.markers).push(`${what} for ${text}`);
  }
  return text;
}

function readSets(mark: SourceNode, constants: ReadonlyMap<string, SourceNode>, marks: Marks): void {
  const { positional, named } = argumentsOf(mark);
  for (const name of named.keys()) marks.filled.add(name);
  const [first] = positional;
  const sets = positional.length === 1 && first !== undefined ? listed(first, constants) : undefined;
  const head = lastPart(dottedName(mark));
  if (sets === undefined) marks.parameters.push(canonicalText(mark));
  for (const set of sets ?? []) marks.parameters.push(`${head} = ${canonicalText(set)}`);
}

/** The elements of a list that is written out, here or in a constant of the file. */
function listed(values: SourceNode, constants: ReadonlyMap<string, SourceNode>): readonly SourceNode[] | undefined {
  if (values.type === 'list' || values.type === 'tuple') return elementsOf(values);
  const constant = values.type === 'identifier' ? constants.get(canonicalText(values)) : undefined;
  return constant?.type === 'list' || constant?.type === 'tuple' ? elementsOf(constant) : undefined;
}
