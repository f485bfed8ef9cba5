import { canonicalText } from '../canonicalText';
import { BOUNDED, EXACT, WEAK } from '../demand';
import type { AssertionReading, Definition, FileReading, ImportReading, TestReading } from '../fileReading';
import { OTHER } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, endLineOf, textOf } from '../sourceNode';
import { PlainBody } from './plainBody';
import { namesIn } from './plainNames';
import { RUST } from './rustLanguage';

const TEST = /^(\w+::)*(test|rstest|test_case|quickcheck|wasm_bindgen_test|proptest|test_log::test)$/;
const CASES = /^(case|values|test_case|files)$/;

/** Reads the tests, helpers and constants of a Rust file; in a file of the product only what stands in its test modules. */
export function readRust(path: string, root: SourceNode): FileReading {
  const reader = new RustReader();
  reader.readItems(elementsOf(root), {
    path: [],
    scope: root,
    skips: [],
    isTesting: /(^|\/)(tests|benches)\//.test(path),
  });
  const { tests, definitions, imports } = reader;
  return { path, tests, definitions, imports, classes: [], skips: [], markers: [] };
}

interface Module {
  readonly path: readonly string[];
  readonly scope: SourceNode;
  readonly skips: readonly string[];
  readonly isTesting: boolean;
}

interface Attribute {
  readonly name: string;
  readonly text: string;
  readonly node: SourceNode;
}

class RustReader {
  readonly tests: TestReading[] = [];
  readonly definitions: Definition[] = [];
  readonly imports: ImportReading[] = [];

  readItems(items: readonly SourceNode[], module: Module): void {
    let attributes: Attribute[] = [];
    for (const item of items) {
      if (item.type === 'attribute_item') {
        attributes.push(attributeOf(item));
        continue;
      }
      this.readItem(item, attributes, module);
      attributes = [];
    }
  }

  private readItem(item: SourceNode, attributes: readonly Attribute[], module: Module): void {
    const name = childOf(item, 'identifier', 'type_identifier');
    const own = name === undefined ? '' : textOf(name);
    if (item.type === 'mod_item') {
      const isTesting = module.isTesting || attributes.some(({ text }) => text === 'cfg(test)');
      const inner = childOf(item, 'declaration_list');
      const skips = [...module.skips, ...conditions(attributes)];
      if (inner !== undefined)
        this.readItems(elementsOf(inner), { path: [...module.path, own], scope: item, skips, isTesting });
    } else if (item.type === 'use_declaration') {
      if (module.isTesting) this.imports.push(...usedNames(item));
    } else if (item.type === 'function_item' && attributes.some(({ name: each }) => TEST.test(each))) {
      this.readTest(item, own, attributes, module);
    } else if (module.isTesting) this.define(item, own, attributes, module);
  }

  private readTest(item: SourceNode, name: string, attributes: readonly Attribute[], module: Module): void {
    const body = new PlainBody(RUST);
    const block = childOf(item, 'block');
    if (block !== undefined) body.read(block);
    const deeds = body.deeds(namesIn(item));
    const parameters = attributes.filter((each) => CASES.test(each.name) && each.text !== each.name);
    const others = attributes.filter(
      ({ name: each }) =>
        !TEST.test(each) && !CASES.test(each) && !/^(ignore|should_panic|cfg|cfg_attr|allow|doc|expect)$/.test(each),
    );
    const skips = attributes.filter(
      (each) => each.name === 'ignore' || (each.name === 'cfg_attr' && /\bignore\b/.test(each.text)),
    );
    const list = childOf(item, 'parameters');
    this.tests.push({
      ...deeds,
      assertions: [...attributes.flatMap(panicOf), ...deeds.assertions],
      path: [...module.path, name],
      owner: undefined,
      at: item.start,
      line: item.line,
      endLine: endLineOf(item),
      parameters: parameters.map(({ text }) => text),
      markers: others.map(({ text }) => text),
      skips: [...module.skips, ...conditions(attributes), ...skips.map(({ text }) => text), ...deeds.skips],
      body: `${list === undefined ? '()' : canonicalText(list)}\n${block === undefined ? '' : canonicalText(block, body.marked)}`,
      isOnly: false,
    });
  }

  private define(item: SourceNode, name: string, attributes: readonly Attribute[], module: Module): void {
    const kinds: Readonly<Record<string, Definition['kind']>> = { const_item: 'constant', static_item: 'constant' };
    const isFixture = attributes.some((each) => each.name === 'fixture');
    const body = new PlainBody(RUST);
    const block = childOf(item, 'block');
    if (block !== undefined) body.read(block);
    const names = namesIn(item);
    names.delete(name);
    this.definitions.push({
      ...body.deeds(names),
      name: name === '' ? (canonicalText(item).split(/\s*[{;(]/)[0] ?? '') : name,
      kind: isFixture ? 'fixture' : (kinds[item.type] ?? 'helper'),
      owner: undefined,
      line: item.line,
      text: [...attributes.map(({ text }) => `#[${text}]`), canonicalText(item)].join('\n'),
      scope: module.scope,
      isAlways: item.type === 'impl_item' || item.type === 'macro_invocation',
      parameters: [],
      gives: 'other',
    });
  }
}

function attributeOf(node: SourceNode): Attribute {
  const attribute = childOf(node, 'attribute') ?? node;
  const name = childOf(attribute, 'identifier', 'scoped_identifier');
  return { name: name === undefined ? '' : textOf(name), text: canonicalText(attribute), node };
}

/** Conditions under which the tests are not even built. */
function conditions(attributes: readonly Attribute[]): readonly string[] {
  return attributes.filter(({ name, text }) => name === 'cfg' && text !== 'cfg(test)').map(({ text }) => text);
}

/** `#[should_panic]` is an assertion about how the test ends. */
function panicOf({ name, text, node }: Attribute): readonly AssertionReading[] {
  if (name !== 'should_panic') return [];
  const said = /expected ?= ?"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  if (said === undefined) return [{ line: node.line, text, strength: WEAK.strength, sight: OTHER }];
  const strength = said === '' ? BOUNDED.strength : EXACT.strength;
  return [{ line: node.line, text, strength, tolerances: [{ name: 'match', value: 0, text: said }], sight: OTHER }];
}

function usedNames(item: SourceNode): readonly ImportReading[] {
  const text = canonicalText(item);
  const path = text.replace(/^(pub )?use /, '');
  const names =
    childrenOf(item, 'use_wildcard').length > 0 || path.endsWith('*')
      ? ['*']
      : [...namesIn(item)].filter((name) => !name.includes('.'));
  return names.map((local) => ({ local, module: path, name: local, line: item.line, text }));
}
