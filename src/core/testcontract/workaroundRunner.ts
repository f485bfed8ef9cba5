import { above, allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { Workaround } from './workaround';
import { textOf } from './workaroundNames';
import type { WorkaroundScan } from './workaroundScan';
import { found, functionAround, statementAround } from './workaroundScan';

const VARIABLE =
  /^(?:PYTEST_\w+|_PYTEST\w*|NODE_TEST_\w+|JEST_\w+|VITEST\w*|MOCHA_\w+|AVA_\w+|COV_CORE_\w+|npm_lifecycle_\w+|AGENTFORGE_\w+|_called_from_test)$/;
const RUNNER = /(?:^|[^a-z])_?(?:pytest|py\.test|unittest|nose2?|jest|vitest|mocha|jasmine|node:test)(?:[^a-z]|$)/i;
const TEST = /(?:^|[^a-z])(?:tests?|spec|conftest)(?:[^a-z]|$)/i;

const PLACES = {
  environment: /^(?:os\.(?:environb?|getenvb?)|process\.env|import\.meta\.env|Deno\.env|Bun\.env)(?=$|[.(])/,
  modules: /^(?:sys\.modules|require\.cache|importlib\.util\.find_spec|require\.resolve|pkgutil\.\w+)(?=$|[.(])/,
  start:
    /^(?:sys\.(?:argv|orig_argv)|process\.(?:argv0?|execArgv|title|mainModule)|require\.main|__main__|psutil)(?=$|[.(])/,
  stack:
    /^(?:sys\.(?:_getframe|_current_frames)|inspect\.(?:stack|currentframe|trace|getouterframes)|traceback\.(?:extract_stack|format_stack|print_stack|walk_stack)|new Error\(\)\.stack|Error\.prepareStackTrace)(?=$|[.(])/,
} as const;
type Place = keyof typeof PLACES;

const WORDS: Readonly<Record<Place, string>> = {
  environment: 'the environment',
  modules: 'the modules that are loaded',
  start: 'how the program was started',
  stack: 'who called it',
};
const GLOBALS = /^(?:jest|vi|describe|it|expect|mocha|beforeEach|afterEach|suite|__coverage__)$/;
const PATHS = [
  'attribute',
  'member_expression',
  'subscript',
  'subscript_expression',
  'call',
  'call_expression',
  'identifier',
];

/** Finds code that asks whether a test runner is running it, and which test. */
export function findRunnerKnowledge(scan: WorkaroundScan): readonly Workaround[] {
  return [...probes(scan), ...namedVariables(scan), ...runnerGlobals(scan), ...runnerImports(scan)];
}

function probes(scan: WorkaroundScan): readonly Workaround[] {
  return allOfType(scan.root, ...PATHS).flatMap((node) => {
    const path = scan.names.pathOf(node);
    const place = placeOf(path);
    if (path === undefined || place === undefined || placeOf(parentPath(scan, node)) === place) return [];
    if (isKeptAnswer(scan, node)) return [];
    const about = judge(scan, node, place);
    return about === undefined
      ? []
      : [found(scan, node, { kind: place === 'stack' ? 'reads-stack' : 'knows-runner', ...about })];
  });
}

/** Begins with a name that holds what was found out elsewhere: there it has been judged. */
function isKeptAnswer(scan: WorkaroundScan, node: SyntaxNode): boolean {
  let first: SyntaxNode | null = node;
  while (first !== null && PATHS.includes(first.type) && first.type !== 'identifier') {
    first =
      first.childForFieldName('object') ?? first.childForFieldName('value') ?? first.childForFieldName('function');
  }
  return first?.type === 'identifier' && scan.names.pathOf(first)?.includes('()') === true;
}

function placeOf(path: string | undefined): Place | undefined {
  if (path === undefined) return undefined;
  return (Object.keys(PLACES) as Place[]).find((place) => PLACES[place].test(path));
}

/** The name of the expression that a node is the beginning of. */
function parentPath(scan: WorkaroundScan, node: SyntaxNode): string | undefined {
  const parent = node.parent;
  if (parent === null || !PATHS.includes(parent.type)) return undefined;
  const begins = ['object', 'value', 'function'].some((field) => parent.childForFieldName(field)?.id === node.id);
  return begins ? scan.names.pathOf(parent) : undefined;
}

function judge(
  scan: WorkaroundScan,
  node: SyntaxNode,
  place: Place,
): Pick<Workaround, 'weight' | 'detail'> | undefined {
  const near = wordsIn(statementAround(node), scan);
  const around = wordsIn(functionAround(node) ?? statementAround(node), scan);
  const asks = `asks ${WORDS[place]}`;
  const word = near.find(isRunnerWord) ?? around.find(isRunnerWord);
  if (word !== undefined) {
    const isHonest = scan.facts.speaksOf(word) || !decidesValue(node);
    return {
      weight: isHonest ? 'notice' : 'decide',
      detail: `${asks} for ${JSON.stringify(word)}, which only a test run has`,
    };
  }
  const test =
    near.find((each) => TEST.test(each)) ??
    (place === 'environment' ? undefined : around.find((each) => namesTest(each, scan)));
  if (place === 'stack') {
    if (test === undefined)
      return { weight: 'notice', detail: `${asks}: from there a test can be told from other callers` };
    return {
      weight: decidesValue(node) ? 'decide' : 'notice',
      detail: `${asks} and looks for ${JSON.stringify(test)} there`,
    };
  }
  const isSwitch =
    place === 'environment'
      ? near.some((each) => /^(?:(?:IS_|UNIT_|RUNNING_)?TEST(?:S|ING|_MODE|_ENV)?|test(?:ing)?)$/.test(each))
      : test !== undefined;
  return isSwitch ? { weight: 'notice', detail: `${asks} whether this is a test` } : undefined;
}

function isRunnerWord(word: string): boolean {
  return VARIABLE.test(word) || RUNNER.test(word);
}

function namesTest(word: string, scan: WorkaroundScan): boolean {
  return TEST.test(word) || /^test_?/.test(word) || scan.testFiles.some((file) => word !== '' && file.endsWith(word));
}

/** What a piece of code looks for by its name: keys, what something is compared with, patterns; not texts that it merely uses. */
function wordsIn(node: SyntaxNode, scan: WorkaroundScan): readonly string[] {
  const texts = allOfType(
    node,
    'string',
    'template_string',
    'concatenated_string',
    'binary_operator',
    'binary_expression',
  );
  const patterns = allOfType(node, 'regex_pattern').map(({ text }) => text);
  const properties = allOfType(node, 'property_identifier', 'shorthand_property_identifier_pattern');
  const named = allOfType(node, 'identifier').filter(isLookedFor);
  return [
    ...texts.filter(isLookedFor).flatMap((each) => textOf(each) ?? []),
    ...patterns,
    ...properties.map(({ text }) => text).filter((text) => VARIABLE.test(text)),
    ...named.flatMap(({ text }) => scan.names.valuesBehind(text).texts),
  ];
}

const LOOKING =
  /^(?:get|getenv|has|pop|startswith|startsWith|endswith|endsWith|includes|some|any|find|index|indexOf|search|match|test|fullmatch|compile|count|hasOwn|hasOwnProperty|hasattr|getattr|find_spec|resolve)$/;
const COMPARING = /^(?:[!=]==?|in|not in|is|is not)$/;

function isLookedFor(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent !== null && /^(?:list|tuple|set|array|parenthesized_expression)$/.test(at.parent.type))
    at = at.parent;
  const { parent } = at;
  if (isLeavingOut(at)) return false;
  switch (parent?.type) {
    case 'comparison_operator':
    case 'for_in_clause':
    case 'for_in_statement':
    case 'for_statement':
      return true;
    case 'binary_expression':
      return COMPARING.test(fieldText(parent, 'operator'));
    case 'subscript':
    case 'subscript_expression':
      return parent.childForFieldName('value')?.id !== at.id && parent.childForFieldName('object')?.id !== at.id;
    case 'arguments':
    case 'argument_list': {
      const callee = parent.parent?.childForFieldName('function')?.text ?? '';
      return LOOKING.test(callee.split('.').at(-1) ?? '');
    }
    default:
      return false;
  }
}

/** `[name for name in os.environ if name not in LEFT_OUT]` asks nothing. */
function isLeavingOut(node: SyntaxNode): boolean {
  const filter = above(node, ({ type }) => type === 'if_clause');
  if (filter !== undefined) return /^if\s+(?:not\b|.*\bnot in\b)/s.test(filter.text);
  const call = above(node, (each) => /\.filter$/.test(each.childForFieldName('function')?.text ?? ''));
  return call !== undefined && /=>\s*!/.test(call.childForFieldName('arguments')?.text ?? '');
}

/** Whether what is found out can change what the code gives. A bare `return` before a message is sent cannot. */
function decidesValue(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at?.parent != null; at = at.parent) {
    const { parent }: SyntaxNode = at;
    if (/^(?:if_statement|elif_clause)$/.test(parent.type) && parent.childForFieldName('condition')?.id === at.id) {
      return [...partsOf(parent)].some((part) => part.id !== at?.id && givesValue(part));
    }
    if (/^(?:assignment|variable_declarator)$/.test(parent.type)) return decidesByName(parent);
    if (STOPS.test(parent.type)) return true;
  }
  return true;
}

const STOPS =
  /^(?:return_statement|conditional_expression|ternary_expression|function_definition|function_declaration|program|module)$/;

/** For a check that is kept under a name: whether any condition on that name decides about a value. */
function decidesByName(assignment: SyntaxNode): boolean {
  const name = fieldText(assignment, 'name') || fieldText(assignment, 'left');
  let root = assignment;
  while (root.parent !== null) root = root.parent;
  const uses = allOfType(root, 'identifier').filter((each) => each.text === name && each.parent?.id !== assignment.id);
  return uses.length === 0 || uses.some((use) => decidesValue(use));
}

const GIVING = [
  'return_statement',
  'assignment',
  'augmented_assignment',
  'assignment_expression',
  'yield',
  'raise_statement',
  'throw_statement',
];

function givesValue(part: SyntaxNode): boolean {
  return allOfType(part, ...GIVING).some((node) => {
    const [value] = partsOf(node);
    if (node.type !== 'return_statement') return true;
    return value !== undefined && !/^(?:none|null|undefined)$/i.test(value.text);
  });
}

/** The runner's own variables, by name, wherever they are spelt out away from a question. */
function namedVariables(scan: WorkaroundScan): readonly Workaround[] {
  const asked = new Set(probes(scan).map(({ line }) => line));
  return allOfType(scan.root, 'string').flatMap((node) => {
    const text = textOf(node);
    if (text === undefined || !VARIABLE.test(text) || asked.has(node.startPosition.row + 1)) return [];
    return [
      found(scan, node, {
        kind: 'knows-runner',
        weight: 'notice',
        detail: `names ${text}, a variable of the test runner`,
      }),
    ];
  });
}

function runnerGlobals(scan: WorkaroundScan): readonly Workaround[] {
  const asked = allOfType(scan.root, 'unary_expression', 'binary_expression', 'member_expression').flatMap((node) => {
    const path = scan.names.pathOf(node);
    if (path === 'import.meta.vitest') {
      return [
        found(scan, node, {
          kind: 'knows-runner',
          weight: 'notice',
          detail: 'has tests of its own for vitest in it, or asks whether vitest runs it',
        }),
      ];
    }
    const name = globalAskedFor(node);
    if (name === undefined || !GLOBALS.test(name)) return [];
    const detail = `asks whether ${name} is there, which only a test runner defines`;
    return [found(scan, node, { kind: 'knows-runner', weight: decidesValue(node) ? 'decide' : 'notice', detail })];
  });
  return asked;
}

/** `typeof jest`, `globalThis.jest`, `'jest' in globalThis`. */
function globalAskedFor(node: SyntaxNode): string | undefined {
  if (node.type === 'unary_expression') return /^typeof\s+\(?([\w$]+)\)?$/.exec(node.text)?.[1];
  if (node.type === 'member_expression') return /^(?:globalThis|global|window)\??\.([\w$]+)$/.exec(node.text)?.[1];
  const isIn = fieldText(node, 'operator') === 'in' && /^(?:globalThis|global|window)$/.test(fieldText(node, 'right'));
  return isIn ? textOf(node.childForFieldName('left')) : undefined;
}

const RUNNER_MODULES =
  /^(?:_?pytest|unittest|nose2?|vitest|jest|@jest\/[\w-]+|mocha|jasmine(?:-core)?|node:test)(?:[./]|$)/;

function runnerImports(scan: WorkaroundScan): readonly Workaround[] {
  return scan.names.imports.flatMap(({ module, node }) =>
    RUNNER_MODULES.test(module)
      ? [
          found(scan, node, {
            kind: 'knows-runner',
            weight: 'notice',
            detail: `uses ${module}, which belongs to the tests`,
          }),
        ]
      : [],
  );
}
