import { canonicalText } from '../canonicalText';
import type { ClassReading, Definition, FileReading, TestReading } from '../fileReading';
import { MOCK, natureOf, PLAIN, together } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, elementsOf, endLineOf, textOf } from '../sourceNode';
import { PythonBody } from './pythonBody';
import { pythonImports } from './pythonImports';
import type { Marks } from './pythonMarks';
import { decoratorValues, isSkip, readMarks, skipsOfSet } from './pythonMarks';
import { argumentsOf, dottedName, lastPart, namesIn, parametersOf, plainText } from './pythonNames';

const MODULE_HOOKS =
  /^(setup_module|teardown_module|setup_function|teardown_function|setUpModule|tearDownModule|pytest_\w+)$/;
const CLASS_HOOKS =
  /^(setUp|tearDown|setUpClass|tearDownClass|asyncSetUp|asyncTearDown|(setup|teardown)(_method|_class)?)$/;
const RUNNER_CONSTANTS = /^(pytest_plugins|collect_ignore|collect_ignore_glob|__test__)$/;
const CONVENTION = /^(test_.*|.*_test|tests)\.py$/;

/** Reads the tests, fixtures, helpers and constants of a Python file. */
export function readPython(path: string, root: SourceNode): FileReading {
  return new PythonReader(path, root).read();
}

interface Surroundings {
  /** Conditions that the definition stands under. */
  readonly guards: readonly string[];
  /** The class with those round it; '' outside of classes. */
  readonly owner: string;
  readonly range: { readonly start: number; readonly end: number };
}

class PythonReader {
  private readonly tests = new Map<string, TestReading>();
  private readonly definitions: Definition[] = [];
  private readonly classes: ClassReading[] = [];
  private readonly constants = new Map<string, SourceNode>();
  private readonly skips: string[] = [];
  private readonly markers: string[] = [];
  private readonly loose: SourceNode[] = [];
  private readonly imports;
  private readonly imported;
  private readonly isTestFile;

  constructor(
    private readonly path: string,
    private readonly root: SourceNode,
  ) {
    this.imports = pythonImports(root);
    this.imported = new Set(this.imports.map(({ local }) => local));
    const name = path.slice(path.lastIndexOf('/') + 1);
    this.isTestFile =
      CONVENTION.test(name) || !/^(conftest|__init__|setup|.*(helper|util|fixture|support|base)s?)\.py$/.test(name);
  }

  read(): FileReading {
    const everywhere = { guards: [], owner: '', range: this.root };
    for (const statement of elementsOf(this.root)) this.note(statement);
    for (const statement of elementsOf(this.root)) this.readStatement(statement, everywhere);
    this.readLoose();
    this.defineCalledTests();
    const { path, tests, definitions, imports, classes, skips, markers } = this;
    return { path, tests: [...tests.values()], definitions, imports, classes, skips, markers };
  }

  /** Constants are known before the tests that stand above them. */
  private note(statement: SourceNode): void {
    const assignment = childOf(statement, 'assignment');
    const [target] = assignment?.children ?? [];
    const value = assignment?.children.at(-1);
    if (target?.type === 'identifier' && value !== undefined) this.constants.set(textOf(target), value);
  }

  private readStatement(node: SourceNode, around: Surroundings): void {
    switch (node.type) {
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        return;
      case 'decorated_definition':
      case 'function_definition':
      case 'class_definition':
        this.readDefinition(node, around);
        return;
      case 'expression_statement':
        this.readAssignment(node, around);
        return;
      case 'if_statement':
      case 'try_statement':
      case 'with_statement':
        if (!/^if __name__ ?==/.test(canonicalText(node))) this.readCompound(node, around);
        return;
      default:
        this.loose.push(node);
    }
  }

  /** Definitions under a condition are read too; the rest of such a statement counts as loose. */
  private readCompound(node: SourceNode, around: Surroundings): void {
    const blocks: SourceNode[] = [];
    for (const child of node.children) {
      if (child.type === 'block') blocks.push(child);
      const inner = childOf(child, 'block');
      if (inner !== undefined && /_clause$/.test(child.type)) blocks.push(inner);
    }
    const statements = blocks.flatMap(elementsOf);
    const isDefining = (one: SourceNode) => /definition$/.test(one.type) || /^import/.test(one.type);
    if (!statements.some(isDefining)) {
      this.loose.push(node);
      return;
    }
    const colon = node.children.findIndex(({ type }) => type === ':');
    const head = node.children
      .slice(0, colon)
      .map((child) => canonicalText(child))
      .join(' ');
    const guards = node.type === 'if_statement' ? [...around.guards, head] : around.guards;
    for (const statement of statements) this.readStatement(statement, { ...around, guards });
  }

  private readDefinition(node: SourceNode, around: Surroundings): void {
    const inner = childOf(node, 'function_definition', 'class_definition') ?? node;
    const values = node.type === 'decorated_definition' ? decoratorValues(node) : [];
    const name = childOf(inner, 'identifier');
    if (name === undefined) return;
    if (inner.type === 'class_definition') this.readClass(inner, values, around);
    else if (this.isTest(textOf(name), values)) this.readTest(inner, values, around);
    else this.readHelper(inner, values, around);
  }

  private isTest(name: string, decorators: readonly SourceNode[]): boolean {
    if (!name.startsWith('test')) return false;
    return !decorators.some((value) =>
      /^(fixture|property|staticmethod|classmethod)$/.test(lastPart(dottedName(value))),
    );
  }

  private readTest(node: SourceNode, decorators: readonly SourceNode[], around: Surroundings): void {
    const name = textOf(childOf(node, 'identifier') ?? node);
    if (around.owner === '' && !this.isTestFile) {
      this.readHelper(node, decorators, around);
      return;
    }
    const marks = readMarks(decorators, this.constants);
    const body = this.readBody(node, marks);
    const deeds = body.deeds(this.namesOf(node, marks.names));
    const key = `${around.owner}.${name}`;
    // Of two with one name only the last one exists, in its own place.
    this.tests.delete(key);
    this.tests.set(key, {
      ...deeds,
      path: [...around.owner.split('.').filter((part) => part !== ''), name],
      owner: around.owner === '' ? undefined : around.owner,
      at: node.start,
      line: node.line,
      endLine: endLineOf(node),
      parameters: marks.parameters,
      markers: marks.markers,
      skips: [...around.guards, ...marks.skips, ...deeds.skips],
      body: [...marks.others, bodyText(node, body)].join('\n'),
      isOnly: false,
    });
  }

  private readHelper(node: SourceNode, decorators: readonly SourceNode[], around: Surroundings): void {
    const fixture = decorators.find((value) => /fixture$/.test(lastPart(dottedName(value))));
    const own = textOf(childOf(node, 'identifier') ?? node);
    const { named } = argumentsOf(fixture);
    const given = named.get('name');
    const name = fixture !== undefined && given?.type === 'string' ? plainText(given) : own;
    const isHook = around.owner === '' ? MODULE_HOOKS.test(own) : CLASS_HOOKS.test(own);
    const marks = readMarks(
      decorators.filter((value) => value !== fixture),
      this.constants,
    );
    const body = this.readBody(node, marks);
    const autouse = named.get('autouse');
    const parameters = named.get('params');
    const heads = decorators.map((value) => `@${canonicalText(value)}`);
    this.definitions.push({
      ...body.deeds(this.namesOf(node, marks.names)),
      name,
      kind: fixture !== undefined ? 'fixture' : isHook ? 'hook' : 'helper',
      owner: around.owner === '' ? undefined : around.owner,
      line: node.line,
      text: [...heads, canonicalText(node)].join('\n'),
      scope: around.range,
      isAlways: isHook || autouse?.type === 'true',
      parameters:
        parameters?.type === 'list' ? elementsOf(parameters).map((each) => `${name} = ${canonicalText(each)}`) : [],
      gives: body.given.length === 0 ? 'other' : natureOf(together(body.given)),
    });
  }

  private readBody(node: SourceNode, marks: Marks): PythonBody {
    const body = new PythonBody(this.imported);
    const parameters = parametersOf(node).filter((name) => name !== 'self' && name !== 'cls');
    for (const [at, name] of parameters.entries()) {
      if (at < marks.handedMocks) body.scope.set(name, MOCK);
      else if (marks.filled.has(name)) body.scope.set(name, PLAIN);
    }
    body.readAll(elementsOf(childOf(node, 'block')));
    return body;
  }

  private namesOf(node: SourceNode, names: ReadonlySet<string>): Set<string> {
    const all = namesIn(node, new Set(names));
    const own = childOf(node, 'identifier');
    if (own !== undefined && !parametersOf(node).includes(textOf(own))) all.delete(textOf(own));
    return all;
  }

  private readClass(node: SourceNode, decorators: readonly SourceNode[], around: Surroundings): void {
    const own = textOf(childOf(node, 'identifier') ?? node);
    const owner = around.owner === '' ? own : `${around.owner}.${own}`;
    const statements = elementsOf(childOf(node, 'block'));
    const marks = readMarks([...decorators, ...assigned(statements, 'pytestmark')], this.constants);
    const bases = argumentsOf(node).positional.flatMap((base) => dottedName(base) ?? []);
    const [wish] = assigned(statements, '__test__');
    const isCase = bases.some((base) => /TestCase$/.test(base));
    const isNamed = own.startsWith('Test') && this.isTestFile && !statements.some(isConstructor);
    const isLeftOut = wish?.type === 'false' || !this.isTestFile;
    const isCollected = isLeftOut ? 'no' : isCase || isNamed ? 'yes' : 'by-base';
    const { start, end } = node;
    const markers = [...marks.markers, ...marks.others, ...marks.parameters];
    this.classes.push({
      name: owner,
      bases,
      isCollected,
      skips: [...around.guards, ...marks.skips],
      markers,
      start,
      end,
    });
    for (const statement of statements) this.readStatement(statement, { guards: [], owner, range: { start, end } });
    if (isCollected !== 'yes') this.defineWhole(node, own, around);
  }

  /** A class that is no test by itself is a helper as a whole. */
  private defineWhole(node: SourceNode, name: string, around: Surroundings): void {
    const body = new PythonBody(this.imported);
    this.definitions.push({
      ...body.deeds(this.namesOf(node, new Set())),
      name,
      kind: 'helper',
      owner: around.owner === '' ? undefined : around.owner,
      line: node.line,
      text: canonicalText(node),
      scope: around.range,
      isAlways: false,
      parameters: [],
      gives: 'other',
    });
  }

  private readAssignment(node: SourceNode, around: Surroundings): void {
    const assignment = childOf(node, 'assignment');
    const [target] = assignment?.children ?? [];
    const value = assignment?.children.at(-1);
    const targets = target?.type === 'pattern_list' ? elementsOf(target) : target === undefined ? [] : [target];
    if (assignment === undefined || value === undefined || targets.some(({ type }) => type !== 'identifier')) {
      if (!/string$/.test(node.children[0]?.type ?? '')) this.loose.push(node);
      return;
    }
    for (const each of targets) this.define(textOf(each), { assignment, value }, around);
  }

  private define(
    name: string,
    { assignment, value }: { readonly assignment: SourceNode; readonly value: SourceNode },
    around: Surroundings,
  ): void {
    if (name === 'pytestmark') {
      if (around.owner === '') this.markFile(value);
      return;
    }
    if (around.owner === '') this.tests.delete(`.${name}`);
    if (name === '__test__' && around.owner === '' && value.type === 'false')
      this.skips.push(canonicalText(assignment));
    const body = new PythonBody(this.imported);
    const gives = natureOf(body.scope.look(value));
    const skips = skipsWithin(value);
    this.definitions.push({
      ...body.deeds(namesIn(value)),
      skips,
      mocks: gives === 'mock' ? [around.owner === '' ? name : `self.${name}`] : [],
      name,
      kind: 'constant',
      owner: around.owner === '' ? undefined : around.owner,
      line: assignment.line,
      text: [...around.guards, canonicalText(assignment)].join(': '),
      scope: around.range,
      isAlways: around.owner === '' && RUNNER_CONSTANTS.test(name),
      parameters: [],
      gives,
    });
  }

  private markFile(value: SourceNode): void {
    const marks = readMarks([value], this.constants);
    this.skips.push(...marks.skips);
    this.markers.push(...marks.markers, ...marks.others);
  }

  /** A test that other tests call is a helper of theirs as well. */
  private defineCalledTests(): void {
    const tests = [...this.tests.values()];
    const mentioned = new Set([...tests, ...this.definitions].flatMap(({ names }) => [...names]));
    for (const test of tests) {
      const name = test.path.at(-1) ?? '';
      const { owner, line, body: text } = test;
      if (!mentioned.has(owner === undefined ? name : `self.${name}`)) continue;
      const known = { scope: this.root, isAlways: false, gives: 'other' } as const;
      this.definitions.push({ ...test, ...known, name, kind: 'helper', owner, line, text });
    }
  }

  /** What runs when the file is loaded. */
  private readLoose(): void {
    const [first] = this.loose;
    if (first === undefined) return;
    const body = new PythonBody(this.imported);
    body.readAll(this.loose);
    const names = new Set<string>();
    for (const node of this.loose) namesIn(node, names);
    const deeds = body.deeds(names);
    this.skips.push(...deeds.skips);
    this.definitions.push({
      ...deeds,
      skips: [],
      assertions: [],
      name: 'top level',
      kind: 'hook',
      owner: undefined,
      line: first.line,
      text: this.loose.map((node) => canonicalText(node)).join('\n'),
      scope: this.root,
      isAlways: true,
      parameters: [],
      gives: 'other',
    });
  }
}

/** A test's text without its name and its assertions. */
function bodyText(node: SourceNode, body: PythonBody): string {
  const [parameters, block] = [childOf(node, 'parameters'), childOf(node, 'block')];
  const text = block === undefined ? '' : canonicalText(block, body.asserting).replace(/^\{\n|\n?\}$/g, '');
  const head = parameters === undefined ? '()' : canonicalText(parameters);
  return `${childOf(node, 'async') === undefined ? head : `async ${head}`}\n${text}`;
}

function assigned(statements: readonly SourceNode[], name: string): readonly SourceNode[] {
  return statements.flatMap((statement) => {
    const assignment = childOf(statement, 'assignment');
    const [target] = assignment?.children ?? [];
    const value = assignment?.children.at(-1);
    return target !== undefined && value !== undefined && textOf(target) === name ? [value] : [];
  });
}

function isConstructor(statement: SourceNode): boolean {
  const name = childOf(statement, 'identifier');
  return statement.type === 'function_definition' && name !== undefined && textOf(name) === '__init__';
}

/** Marks in a constant, also in parameter sets, that skip the tests which use it. */
function skipsWithin(value: SourceNode): readonly string[] {
  if (value.type !== 'list' && value.type !== 'tuple') return isSkip(value) ? readMarks([value], new Map()).skips : [];
  return elementsOf(value).flatMap((each) =>
    lastPart(dottedName(each)) === 'param' ? skipsOfSet(each) : skipsWithin(each),
  );
}
