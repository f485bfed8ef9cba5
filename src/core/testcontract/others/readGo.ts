import { canonicalText } from '../canonicalText';
import type { Definition, FileReading, ImportReading, TestReading } from '../fileReading';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, endLineOf, textOf, walk } from '../sourceNode';
import { goArguments, goLanguage } from './goLanguage';
import { PlainBody } from './plainBody';
import { namesIn } from './plainNames';

const TEST = /^(Test|Fuzz|Example)(?![a-z])/;
const OUTPUT = /^[ \t]*\/\/[ \t]*(?:unordered )?output:[\s\S]*/im;
const BUILD = /^\/\/(?:go:build|[ \t]*\+build)[ \t]+(.*)$/gm;

/** Reads the tests, helpers and constants of a Go file. */
export function readGo(path: string, root: SourceNode): FileReading {
  return new GoReader(path, root).read();
}

interface Place {
  readonly path: readonly string[];
  readonly suite: string | undefined;
  readonly skips: readonly string[];
}

class GoReader {
  private readonly tests: TestReading[] = [];
  private readonly definitions: Definition[] = [];
  private readonly tables = new Map<string, SourceNode>();

  private readonly isTestFile;

  constructor(
    private readonly path: string,
    private readonly root: SourceNode,
  ) {
    this.isTestFile = path.endsWith('_test.go');
  }

  read(): FileReading {
    for (const node of elementsOf(this.root)) {
      if (/^(const|var)_declaration$/.test(node.type)) this.readConstants(node);
      if (node.type === 'function_declaration' || node.type === 'method_declaration') this.readFunction(node);
    }
    // Before the package clause only: further down such a line says nothing.
    const head = this.root.source.slice(0, childOf(this.root, 'package_clause')?.start ?? 0);
    const skips = [...head.matchAll(BUILD)].map(([, condition = '']) => `built for ${condition.trim()}`);
    const { path, tests, definitions, isTestFile: sharesFolder } = this;
    const imports = goImports(this.root);
    return { path, tests, definitions, imports, classes: [], skips, markers: [], sharesFolder };
  }

  private readConstants(node: SourceNode): void {
    walk(node, (each) => {
      if (each.type !== 'const_spec' && each.type !== 'var_spec') return true;
      const value = elementsOf(childOf(each, 'expression_list'))[0];
      for (const name of childrenOf(each, 'identifier')) {
        if (value !== undefined) this.tables.set(textOf(name), value);
        this.define(textOf(name), each, { kind: 'constant', isAlways: false });
      }
      return false;
    });
  }

  private readFunction(node: SourceNode): void {
    const name = childOf(node, 'identifier', 'field_identifier');
    if (name === undefined) return;
    const own = textOf(name);
    const receiver = node.type === 'method_declaration' ? childOf(node, 'parameter_list') : undefined;
    const [, suite, type] =
      /^\(\s*(\w+)\s+\*?\s*(\w+)/.exec(receiver === undefined ? '' : canonicalText(receiver)) ?? [];
    if (this.isTestFile && TEST.test(own) && own !== 'TestMain') {
      this.readTest(node, { path: type === undefined ? [own] : [type, own], suite, skips: [] });
      return;
    }
    const isHook = /^(TestMain|init|SetupTest|SetupSuite|TearDownTest|TearDownSuite|BeforeTest|AfterTest)$/.test(own);
    this.define(own, node, { kind: isHook ? 'hook' : 'helper', isAlways: isHook });
  }

  private readTest(node: SourceNode, at: Place): void {
    const block = childOf(node, 'block');
    const body = new PlainBody(goLanguage(at.suite));
    if (block !== undefined) body.read(block);
    this.noteTables(node);
    const deeds = body.deeds(namesIn(node));
    const output = at.path.at(-1)?.startsWith('Example') === true ? OUTPUT.exec(textOf(node))?.[0] : undefined;
    const expected = output === undefined ? [] : [outputAssertion(output, endLineOf(node))];
    const place = this.tests.length;
    for (const call of body.innerTests) this.readSubtest(call, { ...at, skips: [...at.skips, ...deeds.skips] });
    const within = this.tests
      .slice(place)
      .flatMap((test) => test.assertions.map((assertion) => ({ ...assertion, within: test.path.join(' > ') })));
    this.tests.splice(place, 0, {
      ...deeds,
      assertions: [...deeds.assertions, ...expected, ...within],
      path: at.path,
      owner: undefined,
      at: node.start,
      line: node.line,
      endLine: endLineOf(node),
      parameters: this.casesOf(block),
      skips: [...at.skips, ...deeds.skips],
      body: block === undefined ? '' : canonicalText(block, body.marked),
      isOnly: false,
    });
  }

  private readSubtest(call: SourceNode, at: Place): void {
    const [title, callback] = goArguments(call);
    if (title === undefined || callback === undefined) return;
    const name = /string_literal$/.test(title.type) ? textOf(title).slice(1, -1) : `\${${canonicalText(title)}}`;
    this.readTest(callback, { ...at, path: [...at.path, name] });
  }

  private noteTables(node: SourceNode): void {
    walk(node, (each) => {
      if (each.type === 'short_var_declaration') {
        const [names, values] = childrenOf(each, 'expression_list');
        const [name, value] = [elementsOf(names)[0], elementsOf(values)[0]];
        if (name !== undefined && value !== undefined) this.tables.set(textOf(name), value);
      }
      return each.type !== 'composite_literal';
    });
  }

  /** The rows of the tables that a test goes through. */
  private casesOf(block: SourceNode | undefined): readonly string[] {
    const rows: string[] = [];
    if (block === undefined) return rows;
    walk(block, (node) => {
      const clause = node.type === 'for_statement' ? childOf(node, 'range_clause') : undefined;
      const source = clause?.children.at(-1);
      const table = source?.type === 'identifier' ? this.tables.get(textOf(source)) : source;
      for (const row of elementsOf(childOf(table, 'literal_value'))) rows.push(canonicalText(row));
      return node.type !== 'func_literal';
    });
    return rows;
  }

  private define(name: string, node: SourceNode, { kind, isAlways }: Pick<Definition, 'kind' | 'isAlways'>): void {
    const body = new PlainBody(goLanguage());
    const block = childOf(node, 'block');
    if (block !== undefined) body.read(block);
    const names = namesIn(node);
    names.delete(name);
    this.definitions.push({
      ...body.deeds(names),
      name,
      kind,
      owner: undefined,
      line: node.line,
      text: canonicalText(node),
      scope: this.root,
      isAlways,
      parameters: [],
      gives: 'other',
    });
  }
}

function outputAssertion(output: string, line: number): TestReading['assertions'][number] {
  const text = output
    .replace(/^[ \t]*\/\/ ?/gm, '')
    .replace(/\s*\}\s*$/, '')
    .trim();
  return { line, text, strength: 'exact', sight: { mocks: false, other: true, names: [] } };
}

function goImports(root: SourceNode): readonly ImportReading[] {
  const imports: ImportReading[] = [];
  walk(root, (node) => {
    if (node.type !== 'import_spec') return node.type === 'source_file' || /^import_/.test(node.type);
    const path = node.children.at(-1);
    const alias = node.children.length > 1 ? node.children[0] : undefined;
    const module = path === undefined ? '' : textOf(path).slice(1, -1);
    const local = alias === undefined ? (module.split('/').at(-1) ?? module) : textOf(alias);
    imports.push({ local, module, name: '*', line: node.line, text: `import ${canonicalText(node)}` });
    return false;
  });
  return imports;
}
