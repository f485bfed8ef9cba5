import { canonicalText } from '../canonicalText';
import type {
  AssertionReading,
  ClassReading,
  Definition,
  FileReading,
  ImportReading,
  TestReading,
} from '../fileReading';
import { OTHER } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, endLineOf, textOf, walk } from '../sourceNode';
import { annotationsOf, CLASSES } from './classLanguage';
import { PlainBody } from './plainBody';
import { namesIn } from './plainNames';

const TESTS =
  /^(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Fact|Theory|TestCase|TestCaseSource|TestMethod|DataTestMethod|SkippableFact)$/;
const SETS =
  /^(ValueSource|CsvSource|CsvFileSource|MethodSource|EnumSource|ArgumentsSource|NullSource|EmptySource|NullAndEmptySource|FieldSource|RepeatedTest|InlineData|MemberData|ClassData|TestCase|TestCaseSource|DataRow|DynamicData|Values|Range|Parameters)$/;
const SKIPS = /^(Disabled\w*|Enabled\w*|Ignore|Explicit|Platform|ConditionalFact)$/;
const HOOKS =
  /^(Before\w*|After\w*|SetUp|TearDown|OneTimeSetUp|OneTimeTearDown|TestInitialize|TestCleanup|ClassInitialize|ClassCleanup|Rule|ClassRule|RegisterExtension|Mock|InjectMocks|Spy)$/;
const CLASS = /^(class|record|interface|struct)_declaration$/;
const MEMBERS =
  /^(method_declaration|constructor_declaration|field_declaration|property_declaration|constant_declaration)$/;

/** Reads the tests, hooks, helpers and constants of the classes of a Java or C# file. */
export function readClasses(path: string, root: SourceNode): FileReading {
  const reader = new ClassReader();
  reader.readAll(root, []);
  const { tests, definitions, classes } = reader;
  return { path, tests, definitions, imports: imports(root), classes, skips: [], markers: [], hasBareMembers: true };
}

interface Marks {
  readonly skips: string[];
  readonly markers: string[];
  readonly parameters: string[];
  readonly assertions: AssertionReading[];
  isTest: boolean;
  isHook: boolean;
}

class ClassReader {
  readonly tests: TestReading[] = [];
  readonly definitions: Definition[] = [];
  readonly classes: ClassReading[] = [];

  readAll(node: SourceNode, around: readonly string[]): void {
    for (const child of node.children) {
      if (CLASS.test(child.type)) this.readClass(child, around);
      else if (/namespace|declaration_list|body$/.test(child.type)) this.readAll(child, around);
    }
  }

  private readClass(node: SourceNode, around: readonly string[]): void {
    const name = childOf(node, 'identifier');
    const body = childOf(node, 'class_body', 'declaration_list', 'interface_body');
    if (name === undefined || body === undefined) return;
    const path = [...around, textOf(name)];
    const owner = path.join('.');
    const marks = marksOf(node);
    const bases = [
      ...childrenOf(childOf(node, 'superclass', 'base_list'), 'type_identifier', 'identifier', 'generic_name'),
      ...elementsOf(childOf(childOf(node, 'super_interfaces'), 'type_list')),
    ];
    const isAbstract = /\babstract\b/.test(canonicalText(childOf(node, 'modifiers', 'modifier') ?? name));
    const { start, end } = node;
    this.classes.push({
      name: owner,
      bases: bases.map((base) => textOf(base).replace(/<.*$/s, '')),
      isCollected: isAbstract ? 'no' : 'yes',
      skips: marks.skips,
      markers: marks.markers,
      start,
      end,
    });
    for (const member of elementsOf(body)) {
      if (CLASS.test(member.type)) this.readClass(member, path);
      else if (MEMBERS.test(member.type)) this.readMember(member, path);
    }
  }

  private readMember(node: SourceNode, path: readonly string[]): void {
    const owner = path.join('.');
    const marks = marksOf(node);
    const declarators = [
      ...childrenOf(node, 'variable_declarator'),
      ...childrenOf(childOf(node, 'variable_declaration'), 'variable_declarator'),
    ];
    const named = declarators.length > 0 ? declarators : [node];
    for (const each of named) {
      // The last name before the parameters: the type may be a name too.
      const name = childrenOf(each, 'identifier').at(-1);
      if (name === undefined) continue;
      const own = textOf(name);
      const isTest =
        node.type === 'method_declaration' &&
        (marks.isTest || (/^test[A-Z_]/.test(own) && this.extendsTestCase(owner)));
      if (isTest) this.readTest(node, [...path, own], marks);
      else this.define(each === node ? node : node, own, { owner, marks });
    }
  }

  private extendsTestCase(owner: string): boolean {
    return this.classes.find((one) => one.name === owner)?.bases.includes('TestCase') === true;
  }

  private readTest(node: SourceNode, path: readonly string[], marks: Marks): void {
    const body = new PlainBody(CLASSES);
    const block = childOf(node, 'block', 'arrow_expression_clause');
    if (block !== undefined) body.read(block);
    const deeds = body.deeds(namesIn(node));
    const list = childOf(node, 'formal_parameters', 'parameter_list');
    const thrown = marks.assertions;
    this.tests.push({
      ...deeds,
      assertions: [...thrown, ...deeds.assertions],
      path,
      owner: path.slice(0, -1).join('.'),
      at: node.start,
      line: childrenOf(node, 'identifier').at(-1)?.line ?? node.line,
      endLine: endLineOf(node),
      parameters: marks.parameters,
      markers: marks.markers,
      skips: [...marks.skips, ...deeds.skips],
      body: `${list === undefined ? '()' : canonicalText(list)}\n${block === undefined ? '' : canonicalText(block, body.marked)}`,
      isOnly: false,
    });
  }

  private define(
    node: SourceNode,
    name: string,
    { owner, marks }: { readonly owner: string; readonly marks: Marks },
  ): void {
    const body = new PlainBody(CLASSES);
    const block = childOf(node, 'block', 'constructor_body', 'arrow_expression_clause');
    if (block !== undefined) body.read(block);
    const names = namesIn(node);
    names.delete(name);
    const isHook = marks.isHook || node.type === 'constructor_declaration';
    this.definitions.push({
      ...body.deeds(names),
      name,
      kind: isHook ? 'hook' : /field|property|constant/.test(node.type) ? 'constant' : 'helper',
      owner,
      line: node.line,
      text: canonicalText(node),
      scope: node,
      isAlways: isHook,
      parameters: [],
      gives: 'other',
    });
  }
}

function marksOf(node: SourceNode): Marks {
  const marks: Marks = { skips: [], markers: [], parameters: [], assertions: [], isTest: false, isHook: false };
  for (const { name, node: mark } of annotationsOf(node)) {
    const text = canonicalText(mark).replace(/^@/, '');
    const skip = /\bSkip ?= ?("(?:[^"\\]|\\.)*"|\w+)/.exec(text);
    if (TESTS.test(name)) marks.isTest = true;
    if (HOOKS.test(name)) marks.isHook = true;
    if (skip !== null) marks.skips.push(skip[0]);
    if (SKIPS.test(name)) marks.skips.push(text);
    else if (SETS.test(name)) marks.parameters.push(...setsOf(name, mark));
    else if (name === 'Test') readTestArguments(text, mark, marks);
    else if (!TESTS.test(name) && !HOOKS.test(name)) marks.markers.push(text);
  }
  return marks;
}

/** `@Test(expected = X.class, timeout = 100)` asserts in its annotation. */
function readTestArguments(text: string, mark: SourceNode, marks: Marks): void {
  const expected = /\bexpected ?= ?(\w+)\.class/.exec(text)?.[1];
  const timeout = /\btimeout ?= ?(\w+)/.exec(text)?.[1];
  if (timeout !== undefined) marks.markers.push(`timeout(${timeout})`);
  if (expected === undefined) return;
  const value = /^(Exception|Throwable|RuntimeException|Error)$/.test(expected) ? 90 : 1;
  const tolerances = [{ name: 'exceptions', value, text: expected }];
  const strength = value > 1 ? 'weak' : 'bounded';
  marks.assertions.push({ line: mark.line, text: `expected = ${expected}.class`, strength, tolerances, sight: OTHER });
}

/** One text for each parameter set: the elements of a list, or the whole of what is given. */
function setsOf(name: string, mark: SourceNode): readonly string[] {
  const rows: string[] = [];
  walk(mark, (node) => {
    if (node.type !== 'element_value_array_initializer') return true;
    rows.push(...elementsOf(node).map((each) => `${name} = ${canonicalText(each)}`));
    return false;
  });
  return rows.length > 0 ? rows : [canonicalText(mark).replace(/^@/, '')];
}

function imports(root: SourceNode): readonly ImportReading[] {
  return childrenOf(root, 'import_declaration', 'using_directive').map((node) => {
    const text = canonicalText(node);
    const module = text.replace(/^(import|using) (static )?/, '');
    const local = module.split('.').at(-1) ?? module;
    return { local: node.type === 'using_directive' ? module : local, module, name: local, line: node.line, text };
  });
}
