import { canonicalText } from '../canonicalText';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, textOf } from '../sourceNode';
import type { ScriptEnvironment } from './scriptEnvironment';
import { isSuiteName } from './scriptEnvironment';
import { argumentsOf, bare, boundNames, dottedName, FUNCTIONS, numberOf, plainText } from './scriptNames';

/** A call that asks the runner for a suite, a test or a hook. */
export interface TestCall {
  readonly kind: 'suite' | 'test' | 'hook';
  /** As written, insertions as `${..}`; of a hook its name. */
  readonly title: string;
  /** The function that is run, when it is written here. */
  readonly callback: SourceNode | undefined;
  readonly skips: readonly string[];
  readonly markers: readonly string[];
  readonly parameters: readonly string[];
  readonly isOnly: boolean;
}

const HOOKS =
  /^(before|after|beforeEach|afterEach|beforeAll|afterAll|setup|teardown|suiteSetup|suiteTeardown|onTestFinished|onTestFailed)$/;
const SKIPPING = /^(skip|todo|failing|fails|fixme|skipIf|runIf)$/;
const NEUTRAL = /^(only|each|for|concurrent|sequential|describe|parallel|serial|slow|shuffle|test|it)$/;
const OPTIONS = /^(timeout|retry|retries|repeats|plan|concurrency|sequential)$/;

/** Reads a call of the runner's; undefined for any other call. `contexts`: names of what the runner hands to the test round it. */
export function readTestCall(
  expression: SourceNode,
  environment: ScriptEnvironment,
  contexts: ReadonlySet<string>,
): TestCall | undefined {
  const call = bare(expression);
  if (call?.type !== 'call_expression') return undefined;
  const callee = bare(call.children[0]);
  const table = callee?.type === 'call_expression' ? callee : undefined;
  const name = dottedName(callee);
  if (name === undefined) return undefined;
  const [root = '', ...modifiers] = name.split('.');
  const tester = environment.testers.get(root);
  const isContext = contexts.has(root) && modifiers.length > 0;
  const given = argumentsOf(call);
  const callback = given.find((each) => FUNCTIONS.has(each.type));
  const last = modifiers.at(-1) ?? tester ?? root;
  if (HOOKS.test(last) && (modifiers.length === 0 || tester !== undefined || isContext)) {
    return callback === undefined ? undefined : { ...PLAIN, kind: 'hook', title: last, callback };
  }
  if (tester === undefined && !(isContext && /^(test|it|describe|suite|context)$/.test(modifiers[0] ?? '')))
    return undefined;
  if (modifiers.some((each) => !NEUTRAL.test(each) && !SKIPPING.test(each))) return undefined;
  const [title] = given;
  if (title === undefined || (callback === undefined && !isTitle(title))) return undefined;
  const isSuite = isSuiteName(tester ?? '') || modifiers.includes('describe') || isSuiteName(modifiers[0] ?? '');
  const options = readOptions(given);
  const skipping = modifiers.filter((each) => SKIPPING.test(each));
  const isExcluded = /^x/.test(tester ?? '') || skipping.length > 0;
  const condition = table !== undefined && /^(skipIf|runIf)$/.test(last) ? canonicalText(table) : name;
  const hasBody = given.length > 1 || callback !== undefined;
  return {
    kind: isSuite ? 'suite' : 'test',
    title: callback === title ? textOf(childOf(callback, 'identifier') ?? title).slice(0, 60) : titleOf(title),
    callback: callback ?? given.find((each, at) => at > 0 && each.type === 'identifier'),
    skips: [...(isExcluded ? [condition] : hasBody ? [] : [`${name} without a body`]), ...options.skips],
    markers: options.markers,
    parameters: table === undefined || !/^(each|for)$/.test(last) ? [] : tableRows(table),
    isOnly: modifiers.includes('only') || /^f/.test(tester ?? '') || options.isOnly,
  };
}

const PLAIN = { skips: [], markers: [], parameters: [], isOnly: false };

/** The elements of a list of cases; undefined when it is not written out. */
export function listedCases(
  values: SourceNode | undefined,
  constants: ReadonlyMap<string, SourceNode>,
): readonly string[] | undefined {
  const inner = bare(values);
  if (inner?.type === 'array') return elementsOf(inner).map((each) => canonicalText(each));
  const constant = inner?.type === 'identifier' ? constants.get(textOf(inner)) : undefined;
  return constant === undefined || constant === inner ? undefined : listedCases(constant, new Map());
}

/** The names that a loop over cases fills. */
export function loopNames(node: SourceNode): readonly string[] {
  const at = node.children.findIndex(({ type }) => type === 'of' || type === 'in');
  return boundNames(node.children[at - 1]);
}

function isTitle(node: SourceNode): boolean {
  return /^(string|template_string|binary_expression|identifier|member_expression)$/.test(node.type);
}

function titleOf(node: SourceNode): string {
  if (node.type === 'string') return plainText(node).replace(/\\(.)/g, '$1');
  if (node.type === 'template_string') return plainText(node);
  const [left, sign, right] = node.children;
  if (node.type === 'binary_expression' && sign?.type === '+' && left !== undefined && right !== undefined)
    return titleOf(left) + titleOf(right);
  return `\${${canonicalText(node)}}`;
}

function readOptions(given: readonly SourceNode[]): {
  readonly skips: readonly string[];
  readonly markers: readonly string[];
  readonly isOnly: boolean;
} {
  const skips: string[] = [];
  const markers: string[] = [];
  let isOnly = false;
  for (const each of given.slice(1)) {
    if (numberOf(each) !== undefined) markers.push(`timeout(${canonicalText(each)})`);
    for (const pair of each.type === 'object' ? childrenOf(each, 'pair') : []) {
      const [key, , value] = pair.children;
      if (key === undefined || value === undefined || /^(false|undefined|null)$/.test(textOf(value))) continue;
      const name = textOf(key);
      if (/^(skip|todo|fails|failing)$/.test(name)) skips.push(`${name}: ${canonicalText(value)}`);
      else if (name === 'only') isOnly = true;
      else if (OPTIONS.test(name)) markers.push(`${name}(${canonicalText(value)})`);
    }
  }
  return { skips, markers, isOnly };
}

/** The rows of `each`: of a list, or of a table in a text. */
function tableRows(table: SourceNode): readonly string[] {
  const template = childOf(table, 'template_string');
  if (template !== undefined) {
    const columns =
      plainText(template)
        .split('\n')
        .find((line) => line.trim() !== '')
        ?.split('|').length ?? 1;
    const values = childrenOf(template, 'template_substitution').map((each) => canonicalText(each).slice(2, -1).trim());
    return Array.from({ length: Math.ceil(values.length / columns) }, (_, row) =>
      values.slice(row * columns, (row + 1) * columns).join(' | '),
    );
  }
  const [values] = argumentsOf(table);
  return listedCases(values, new Map()) ?? (values === undefined ? [] : [canonicalText(values)]);
}
