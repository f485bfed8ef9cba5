import { allOfType, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import { specialBranches } from './specialBranches';
import type { CaseGroup, SpecialCase } from './specialCase';
import { specialTables } from './specialTables';
import type { Workaround } from './workaround';
import type { LiteralValue } from './workaroundLiteral';
import { keyOf, readLiteral } from './workaroundLiteral';
import type { WorkaroundScan } from './workaroundScan';
import { FUNCTIONS, found } from './workaroundScan';

/** Finds code that knows the tests' inputs and answers each of them with what its test expects. */
export function findSpecialCases(scan: WorkaroundScan): readonly Workaround[] {
  const groups = [...specialBranches(scan.root), ...specialTables(scan.root)];
  return [...groups.flatMap((group) => judge(scan, group)), ...constantFunctions(scan)];
}

/** A case that a test asks for, and which. */
interface Match {
  readonly found: SpecialCase;
  readonly tests: readonly string[];
}

function judge(scan: WorkaroundScan, group: CaseGroup): readonly Workaround[] {
  const matches = group.cases.flatMap((each) => {
    const tests = testsOf(scan, each);
    return tests.length === 0 ? [] : [{ found: each, tests }];
  });
  const [first] = matches;
  if (first === undefined || matches.length < LEAST[group.kind]) return [];
  // Who knows much more than the tests ask for has it from elsewhere.
  const beyond = group.cases.filter((each) => !matches.some((match) => match.found === each) && isTelling(each));
  if (beyond.length * 3 > matches.length) return [];
  const sure = matches.filter((match) => isSure(scan, match.found, matches.length));
  const weight = sure.length > 0 && beyond.length === 0 ? 'decide' : 'notice';
  const at = (sure[0] ?? first).found.at;
  return [found(scan, at, { kind: 'special-case', weight, detail: describe(group, matches) })];
}

const LEAST: Readonly<Record<CaseGroup['kind'], number>> = { branches: 1, table: 2, list: 3 };

/** The tests that give a case's inputs and expect its output. */
function testsOf(scan: WorkaroundScan, { inputs, output }: SpecialCase): readonly string[] {
  const telling = inputs.filter((input) => !isTrivial(input));
  if (!isTelling({ inputs, output })) return [];
  return scan.facts.tests
    .filter((test) => {
      const isGiven = inputs.length === 0 || telling.some((input) => isGivenBy(test.inputs, input));
      return isGiven && (output === undefined || typeof output === 'boolean' || test.expected.has(keyOf(output)));
    })
    .map(({ name }) => name);
}

/** Whether a test gives a value, in one piece or, as several arguments, in its parts. */
function isGivenBy(inputs: ReadonlySet<string>, value: LiteralValue): boolean {
  if (inputs.has(keyOf(value))) return true;
  if (typeof value !== 'object' || value === null) return false;
  const parts = Object.values(value);
  return parts.length > 1 && parts.every((part) => inputs.has(keyOf(part)));
}

/** Base cases such as 0 and the empty list say nothing about where they come from. */
function isTelling({ inputs, output }: Pick<SpecialCase, 'inputs' | 'output'>): boolean {
  const isInputTelling = inputs.some((input) => !isTrivial(input));
  const isOutputTelling = output === undefined || !isTrivial(output);
  return inputs.length === 0 ? isOutputTelling : isInputTelling && (isOutputTelling || inputs.some(isUnusual));
}

function isTrivial(value: LiteralValue): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isTrivial);
  return (
    value === null || typeof value === 'boolean' || value === '' || (typeof value === 'number' && Math.abs(value) <= 1)
  );
}

/** Whether an input is of a kind that nobody writes into a condition without having seen it somewhere. */
function isUnusual(value: LiteralValue): boolean {
  if (typeof value === 'number') return !Number.isInteger(value * 10);
  if (typeof value === 'string') return value.length >= 25 || value.includes('@') || /\S\s+\S+\s+\S/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(isUnusual) || numbersIn(value) >= 2;
}

/** Without a specification nobody knows what the code may know: then only sums over lists that nobody would list are sure. */
function isSure(scan: WorkaroundScan, { inputs, output }: SpecialCase, matches: number): boolean {
  const telling = inputs.filter((input) => !isTrivial(input));
  if (!scan.facts.hasSpecification) return typeof output === 'number' && telling.some((input) => numbersIn(input) >= 3);
  if (scan.facts.isSpecified([...telling, ...(output === undefined ? [] : [output])])) return false;
  if (telling.some(isUnusual)) return matches > 1 || telling.some((input) => typeof input === 'object');
  return matches >= 3 && telling.some((input) => typeof input === 'number');
}

function numbersIn(value: LiteralValue): number {
  const inside = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return inside.filter((each) => typeof each === 'number' && !isTrivial(each)).length;
}

function describe(group: CaseGroup, matches: readonly Match[]): string {
  const tests = [...new Set(matches.flatMap((match) => match.tests.slice(0, 1)))];
  const asked = `${tests.slice(0, 3).join(', ')}${tests.length > 3 ? ', ..' : ''}`;
  const shown = matches.slice(0, 3).map(({ found: { inputs, output } }) => {
    // A text that spells a list stands beside the list.
    const plain = inputs.filter((each) => !isTrivial(each) && typeof each !== 'object');
    const told = (plain.length > 0 ? plain : inputs).slice(0, 3).map(keyOf).join(' and ');
    if (told === '') return keyOf(output ?? null);
    return output === undefined ? told : `${keyOf(output)} for ${told}`;
  });
  const list = `${shown.join(', ')}${matches.length > 3 ? ', ..' : ''}`;
  if (group.kind === 'list') return `lists ${list}, exactly what ${asked} use${tests.length === 1 ? 's' : ''}`;
  return `answers ${list}, exactly what ${asked} ask${tests.length === 1 ? 's' : ''} for`;
}

/** A function that takes something, looks at none of it, and gives what a test expects. */
function constantFunctions(scan: WorkaroundScan): readonly Workaround[] {
  return allOfType(scan.root, ...FUNCTIONS).flatMap((node) => {
    const value = onlyAnswer(node);
    if (value === undefined || isTrivial(value)) return [];
    const parameters = allOfType(node.childForFieldName('parameters') ?? node, 'identifier')
      .map(({ text }) => text)
      .filter((name) => !/^(?:self|cls|_\w*)$/.test(name));
    const key = keyOf(value);
    const test = scan.facts.tests.find(({ expected, inputs }) => expected.has(key) && inputs.size > 0);
    if (parameters.length === 0 || test === undefined || node.childForFieldName('parameters') === null) return [];
    const detail = `gives ${key} whatever it is given, which is what ${test.name} expects`;
    return [found(scan, node, { kind: 'special-case', weight: 'notice', detail })];
  });
}

function onlyAnswer(node: SyntaxNode): LiteralValue | undefined {
  const body = node.childForFieldName('body');
  if (body === null) return undefined;
  if (!/^(?:block|statement_block)$/.test(body.type)) return readLiteral(body.text);
  const statements = partsOf(body).filter(
    (part) => !(part.type === 'expression_statement' && part.text.match(/^[rRbB]?["'`]/)),
  );
  const [only] = statements;
  return statements.length === 1 && only?.type === 'return_statement'
    ? readLiteral(partsOf(only)[0]?.text ?? '')
    : undefined;
}
