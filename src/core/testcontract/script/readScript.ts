import { canonicalText } from '../canonicalText';
import type { Definition, FileReading, Range, TestReading } from '../fileReading';
import { natureOf, OTHER, PLAIN, together } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, endLineOf, textOf } from '../sourceNode';
import { ScriptBody } from './scriptBody';
import type { ScriptEnvironment } from './scriptEnvironment';
import { readEnvironment } from './scriptEnvironment';
import { scriptExports } from './scriptExports';
import { requiredModule, scriptImports } from './scriptImports';
import {
  argumentsOf,
  bare,
  boundNames,
  dottedName,
  FUNCTIONS,
  lastPart,
  namesIn,
  parametersOf,
  plainText,
} from './scriptNames';
import type { ScriptScope } from './scriptSight';
import type { TestCall } from './testCall';
import { listedCases, loopNames, readTestCall } from './testCall';

/** Reads the tests, hooks, helpers and constants of a JavaScript or TypeScript file. */
export function readScript(path: string, root: SourceNode): FileReading {
  return new ScriptReader(path, root).read();
}

/** What holds for everything in a suite. */
interface Suite {
  readonly path: readonly string[];
  readonly range: Range;
  readonly guards: readonly string[];
  readonly skips: readonly string[];
  readonly markers: readonly string[];
  readonly parameters: readonly string[];
  /** Names that tables and loops fill. */
  readonly filled: readonly string[];
  readonly contexts: ReadonlySet<string>;
  readonly isOnly: boolean;
  /** What a test round it knows. */
  readonly scope?: ScriptScope;
  /** Shared suites that led here. */
  readonly depth: number;
}

const MOST_DEPTH = 3;
const NOBODY: ReadonlySet<string> = new Set();

class ScriptReader {
  private readonly tests: TestReading[] = [];
  private readonly definitions: Definition[] = [];
  private readonly constants = new Map<string, SourceNode>();
  /** Functions that make tests when they are called. */
  private readonly shared = new Map<string, SourceNode>();
  private readonly markers: string[] = [];
  private readonly skips: string[] = [];
  private readonly imports;
  private readonly environment: ScriptEnvironment;
  private readonly testing: RegExp;

  constructor(
    private readonly path: string,
    private readonly root: SourceNode,
  ) {
    this.imports = scriptImports(root);
    const environment = readEnvironment(this.imports);
    this.environment = { ...environment, testers: new Map(environment.testers) };
    this.testing = new RegExp(`\\b(?:${[...environment.testers.keys()].join('|').replaceAll('$', '\\$')})\\b`);
  }

  read(): FileReading {
    const statements = elementsOf(this.root);
    this.readSuite(statements, {
      path: [],
      range: this.root,
      guards: [],
      skips: [],
      markers: [],
      parameters: [],
      filled: [],
      contexts: NOBODY,
      isOnly: false,
      depth: 0,
    });
    const { path, tests, definitions, imports, skips, markers } = this;
    return { path, tests, definitions, imports, classes: [], skips, markers, exports: scriptExports(this.root) };
  }

  private readSuite(statements: readonly SourceNode[], suite: Suite): void {
    for (const statement of statements) this.define(statement, suite);
    const loose: SourceNode[] = [];
    for (const statement of statements) this.readStatement(statement, suite, loose);
    this.readLoose(loose, suite);
  }

  /** Names are known before the tests that stand above them. */
  private define(node: SourceNode, suite: Suite): void {
    const inner = node.type === 'export_statement' ? (node.children.find(isDeclaration) ?? node) : node;
    if (/^(lexical|variable)_declaration$/.test(inner.type)) {
      for (const declarator of childrenOf(inner, 'variable_declarator')) this.defineVariable(declarator, suite);
    } else if (/^(generator_)?function_declaration$/.test(inner.type)) {
      const name = childOf(inner, 'identifier');
      this.defineFunction(name === undefined ? 'default' : textOf(name), inner, suite);
    } else if (/^(abstract_)?class_declaration$|^enum_declaration$/.test(inner.type)) {
      const name = childOf(inner, 'type_identifier', 'identifier');
      const body = new ScriptBody(this.environment, NOBODY);
      this.add(name === undefined ? 'default' : textOf(name), inner, suite, { body, kind: 'helper', gives: 'other' });
    }
  }

  private defineVariable(declarator: SourceNode, suite: Suite): void {
    const [pattern] = declarator.children;
    const value = childOf(declarator, '=') === undefined ? undefined : declarator.children.at(-1);
    const function_ = value !== undefined && FUNCTIONS.has(value.type) ? value : undefined;
    if (pattern === undefined || requiredModule(value) !== undefined) return;
    if (value !== undefined && pattern.type === 'identifier') {
      this.constants.set(textOf(pattern), value);
      this.alias(textOf(pattern), value);
    }
    if (function_ !== undefined) {
      this.defineFunction(textOf(pattern), function_, suite, declarator);
      return;
    }
    const body = new ScriptBody(this.environment, NOBODY);
    const gives = value === undefined ? 'other' : natureOf(body.scope.look(value));
    for (const name of boundNames(pattern)) this.add(name, declarator, suite, { body, kind: 'constant', gives });
  }

  /** `const itOnline = online ? it : it.skip` makes tests too. */
  private alias(name: string, value: SourceNode): void {
    const testers = this.environment.testers as Map<string, string>;
    const [root = ''] = (dottedName(value) ?? textOf(value.children[2] ?? value)).split('.');
    const known = testers.get(root);
    const isTester =
      value.type === 'ternary_expression' || value.type === 'identifier' || lastPart(dottedName(value)) === 'extend';
    if (known !== undefined && isTester) testers.set(name, known);
  }

  private defineFunction(name: string, node: SourceNode, suite: Suite, whole: SourceNode = node): void {
    if (suite.path.length === 0) (this.environment.testers as Map<string, string>).delete(name);
    if (this.testing.test(textOf(node))) this.shared.set(name, node);
    const body = new ScriptBody(this.environment, NOBODY);
    body.readFunction(node);
    const gives = body.given.length === 0 ? 'other' : natureOf(together(body.given));
    this.add(name, whole, suite, { body, kind: 'helper', gives });
  }

  private add(
    name: string,
    node: SourceNode,
    suite: Suite,
    { body, kind, gives }: Pick<Definition, 'kind' | 'gives'> & { readonly body: ScriptBody },
  ): void {
    const names = namesIn(node);
    names.delete(name);
    const deeds = body.deeds(names);
    this.definitions.push({
      ...deeds,
      mocks: kind === 'constant' && gives === 'mock' ? [name] : deeds.mocks,
      name,
      kind,
      owner: undefined,
      line: node.line,
      text: canonicalText(node),
      scope: suite.range,
      isAlways: kind === 'hook',
      parameters: [],
      gives,
    });
  }

  private readStatement(node: SourceNode, suite: Suite, loose: SourceNode[]): void {
    if (node.type === 'import_statement' || node.type === 'empty_statement') return;
    if (node.type === 'export_statement') {
      // A suite may be handed on by its file.
      for (const call of childrenOf(node, 'call_expression')) this.readCall(call, suite);
      return;
    }
    if (isDeclaration(node)) {
      for (const declarator of childrenOf(node, 'variable_declarator')) {
        const value = bare(declarator.children.at(-1));
        if (value?.type === 'call_expression') this.readCall(value, suite);
      }
      return;
    }
    const [expression] = elementsOf(node);
    if (node.type === 'expression_statement' && expression !== undefined) {
      if (!this.readCall(expression, suite)) loose.push(node);
      return;
    }
    if (!this.testing.test(textOf(node))) loose.push(node);
    else this.readBranches(node, suite, loose);
  }

  /** Loops and conditions that make tests. */
  private readBranches(node: SourceNode, suite: Suite, loose: SourceNode[]): void {
    if (node.type === 'statement_block') {
      this.readSuite(elementsOf(node), suite);
      return;
    }
    const isLoop = node.type.startsWith('for');
    const values = node.children[node.children.findIndex(({ type }) => type === 'of' || type === 'in') + 1];
    const condition = childOf(node, 'parenthesized_expression');
    const inner: Suite = isLoop
      ? {
          ...suite,
          parameters: [...suite.parameters, ...(listedCases(values, this.constants) ?? [headText(node)])],
          filled: [...suite.filled, ...loopNames(node)],
        }
      : condition === undefined
        ? suite
        : { ...suite, skips: [...suite.skips, `if ${canonicalText(condition)}`] };
    for (const child of node.children) {
      if (child.type === 'else_clause' || child.type === 'catch_clause' || child.type === 'finally_clause')
        for (const part of elementsOf(child)) this.readStatement(part, inner, loose);
      else if (/_statement$|^statement_block$/.test(child.type)) this.readStatement(child, inner, loose);
    }
  }

  /** Whether the call makes suites, tests or hooks. */
  private readCall(expression: SourceNode, suite: Suite): boolean {
    const call = bare(expression);
    if (call?.type !== 'call_expression') return false;
    const asked = readTestCall(call, this.environment, suite.contexts);
    if (asked?.kind === 'hook' && asked.callback !== undefined) this.readHook(asked, call, suite);
    else if (asked?.kind === 'suite') this.enterSuite(asked, call, suite);
    else if (asked !== undefined) this.readTest(asked, call, suite);
    else return this.readMaker(call, suite);
    return true;
  }

  /** A call that is none of the runner's, with tests in what it is given, or of a function of the file that makes tests. */
  private readMaker(call: SourceNode, suite: Suite): boolean {
    const name = dottedName(call.children[0]) ?? '';
    const shared = this.shared.get(name);
    if (shared !== undefined && suite.depth < MOST_DEPTH) {
      const contexts = new Set(suite.contexts);
      const inner = { ...suite, depth: suite.depth + 1, contexts, filled: [...suite.filled, ...parametersOf(shared)] };
      this.enterFunction(shared, { ...inner, parameters: [...suite.parameters, ...shareds(call)] });
      return true;
    }
    const callback = argumentsOf(call).find((each) => FUNCTIONS.has(each.type));
    const callee = call.children[0];
    if (callback === undefined || callee === undefined || !this.testing.test(textOf(callback))) return false;
    const isLoop = /^(forEach|map|each)$/.test(lastPart(name) || textOf(callee.children.at(-1) ?? callee));
    const cases = isLoop ? listedCases(callee.children[0], this.constants) : undefined;
    const parameters = isLoop ? (cases ?? [canonicalText(callee)]) : [];
    this.enterFunction(callback, {
      ...suite,
      parameters: [...suite.parameters, ...parameters],
      filled: [...suite.filled, ...parametersOf(callback)],
    });
    return true;
  }

  private enterSuite(asked: TestCall, call: SourceNode, suite: Suite): void {
    const callback = this.functionOf(asked.callback);
    const inner: Suite = {
      ...suite,
      path: [...suite.path, asked.title],
      range: call,
      skips: [...suite.skips, ...asked.skips],
      markers: [...suite.markers, ...asked.markers],
      parameters: [...suite.parameters, ...(asked.parameters.length > 0 ? this.resolved(asked.parameters) : [])],
      filled: [...suite.filled, ...(callback === undefined ? [] : parametersOf(callback))],
      isOnly: suite.isOnly || asked.isOnly,
    };
    if (callback !== undefined) this.enterFunction(callback, inner);
  }

  private enterFunction(node: SourceNode, suite: Suite): void {
    const body = node.children.at(-1);
    if (body?.type === 'statement_block') this.readSuite(elementsOf(body), suite);
    else if (body !== undefined) this.readCall(body, suite);
  }

  private readTest(asked: TestCall, call: SourceNode, suite: Suite): void {
    const callback = asked.callback;
    const names = callback !== undefined && FUNCTIONS.has(callback.type) ? parametersOf(callback) : [];
    const contexts = new Set([...suite.contexts, ...(asked.parameters.length > 0 ? [] : names.slice(0, 1))]);
    const body = new ScriptBody(this.environment, contexts, suite.scope);
    for (const name of suite.filled) body.scope.set(name, PLAIN);
    for (const name of names) body.scope.set(name, asked.parameters.length > 0 ? PLAIN : OTHER);
    if (callback !== undefined) body.readFunction(callback);
    const deeds = body.deeds(namesIn(call));
    const path = [...suite.path, asked.title];
    const inner: Suite = { ...suite, path, contexts, scope: body.scope, skips: [...suite.skips, ...asked.skips] };
    const at = this.tests.length;
    for (const each of body.innerTests) this.readCall(each, inner);
    const within = this.tests
      .slice(at)
      .flatMap((test) => test.assertions.map((assertion) => ({ ...assertion, within: test.path.join(' > ') })));
    this.tests.splice(at, 0, {
      ...deeds,
      assertions: [...deeds.assertions, ...within],
      path,
      owner: undefined,
      at: call.start,
      line: call.line,
      endLine: endLineOf(call),
      parameters: [...suite.parameters, ...this.resolved(asked.parameters)],
      markers: [...suite.markers, ...asked.markers, ...deeds.markers],
      skips: [...suite.skips, ...asked.skips, ...deeds.skips],
      body: bodyText(callback, body),
      isOnly: suite.isOnly || asked.isOnly,
    });
  }

  private readHook(asked: TestCall, call: SourceNode, suite: Suite): void {
    const body = new ScriptBody(this.environment, NOBODY);
    if (asked.callback !== undefined) body.readFunction(asked.callback);
    const name = [...suite.path, asked.title].join(' > ');
    this.add(name, call, suite, { body, kind: 'hook', gives: 'other' });
  }

  /** What runs when the file or the suite is loaded. */
  private readLoose(loose: readonly SourceNode[], suite: Suite): void {
    const [first] = loose;
    if (first === undefined) return;
    const body = new ScriptBody(this.environment, NOBODY);
    body.readAll(loose);
    const names = new Set<string>();
    for (const node of loose) namesIn(node, names);
    const { assertions: _none, ...deeds } = body.deeds(names);
    const isWhole = suite.path.length === 0;
    if (isWhole) {
      this.markers.push(...deeds.markers);
      this.skips.push(...deeds.skips);
    }
    this.definitions.push({
      ...deeds,
      assertions: [],
      mocks: [...deeds.mocks, ...this.mockedImports(loose)],
      name: [...suite.path, 'top level'].join(' > '),
      kind: 'hook',
      owner: undefined,
      line: first.line,
      text: loose.map((node) => canonicalText(node)).join('\n'),
      scope: suite.range,
      isAlways: true,
      parameters: [],
      gives: 'other',
    });
  }

  /** Names that come from modules which the file replaces by mocks as a whole. */
  private mockedImports(loose: readonly SourceNode[]): readonly string[] {
    const modules = loose.flatMap((node) => {
      const call = bare(elementsOf(node)[0]);
      const [module] = argumentsOf(call);
      const isMocked = /^(jest|vi)\.mock$/.test(dottedName(call?.children[0]) ?? '') && module?.type === 'string';
      return isMocked && !/\b(requireActual|importActual|importOriginal|original)\b/.test(textOf(node))
        ? [plainText(module)]
        : [];
    });
    return this.imports.filter(({ module }) => modules.includes(module)).map(({ local }) => local);
  }

  private functionOf(node: SourceNode | undefined): SourceNode | undefined {
    if (node === undefined || FUNCTIONS.has(node.type)) return node;
    return this.shared.get(textOf(node));
  }

  /** A table that is a constant of the file is written out. */
  private resolved(parameters: readonly string[]): readonly string[] {
    const [only] = parameters;
    const constant = only === undefined || parameters.length > 1 ? undefined : this.constants.get(only);
    return listedCases(constant, this.constants) ?? parameters;
  }
}

function isDeclaration({ type }: SourceNode): boolean {
  return /_declaration$/.test(type);
}

/** What a shared suite is called with. */
function shareds(call: SourceNode): readonly string[] {
  const given = argumentsOf(call);
  return given.length === 0 ? [] : [given.map((each) => canonicalText(each)).join(', ')];
}

function headText(node: SourceNode): string {
  const body = node.children.at(-1);
  return node.children
    .filter((child) => child !== body)
    .map((child) => canonicalText(child))
    .join(' ');
}

/** A test's text without its name and its assertions. */
function bodyText(callback: SourceNode | undefined, body: ScriptBody): string {
  if (callback === undefined) return '';
  if (!FUNCTIONS.has(callback.type)) return canonicalText(callback);
  const block = callback.children.at(-1);
  const list = childOf(callback, 'formal_parameters');
  const parameters = list === undefined ? `(${parametersOf(callback).join(', ')})` : canonicalText(list);
  const head = childOf(callback, 'async') === undefined ? parameters : `async ${parameters}`;
  const text = block === undefined ? '' : canonicalText(block, body.marked).replace(/^\{\n|\n?\}$/g, '');
  return `${head}\n${text}`;
}
