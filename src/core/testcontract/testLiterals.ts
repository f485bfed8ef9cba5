import type { SyntaxTrees } from '../codebase/syntaxTrees';
import type { TestReading } from './fileReading';
import type { LiteralRole, RoleReading } from './literalRoles';
import { readRoles } from './literalRoles';
import { readSource } from './readSource';
import type { ContractSource } from './readTestContract';
import type { SourceNode } from './sourceNode';
import type { LiteralValue } from './workaroundLiteral';
import { readLiteral } from './workaroundLiteral';

/** A value that a test gives to what it tests, or expects of it. */
export interface TestLiteral {
  readonly file: string;
  readonly line: number;
  /** The test, as people name it; with its parameter set in brackets when it has some. */
  readonly test: string;
  /** As source: `42`, `"SAVE10"`, `[1, 2]`; texts in double quotes. */
  readonly literal: string;
  readonly role: LiteralRole;
}

/** The literals of tests, in the order of the files: of calls, of assertions, and of the parameter sets that fill them. */
export async function testLiterals(
  files: readonly ContractSource[],
  trees: SyntaxTrees,
): Promise<readonly TestLiteral[]> {
  const found: TestLiteral[] = [];
  for (const { path, text } of files) {
    const source = await readSource(path, text, trees);
    if (source === undefined || source === 'undecided') continue;
    const { reading, root } = source;
    for (const test of reading.tests) found.push(...literalsOf(path, test, root));
  }
  return found;
}

function literalsOf(file: string, test: TestReading, root: SourceNode): readonly TestLiteral[] {
  const node = nodeAt(root, test.at);
  if (node === undefined) return [];
  const roles = readRoles(node, root);
  const { line } = test;
  const name = test.path.join(' > ');
  const own = roles.literals.map((literal) => ({ file, test: name, ...literal }));
  if (test.parameters.length === 0) return own;
  return test.parameters.flatMap((set) => {
    const label = `${name}[${set}]`;
    const filled = caseLiterals(set, roles).map((literal) => ({ file, line, test: label, ...literal }));
    return [...filled, ...own.map((literal) => ({ ...literal, test: label }))];
  });
}

const TEST_NODE =
  /^(function_definition|function_declaration|method_declaration|function_item|func_literal|call_expression)$/;

/** The node that begins at a place of the text: a function, or a call that asks for a test. */
function nodeAt(root: SourceNode, at: number): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  while (node !== undefined && !(node.start === at && TEST_NODE.test(node.type))) {
    node = node.children.find((child) => child.start <= at && at < child.end);
  }
  return node;
}

const EXPECTING = /want|expect|exp$|result|output|should|answer/i;

/** The values of one parameter set: `a, b = (1, 2)`, `[1, 2]`, `{ name: "b", want: 2 }`. */
function caseLiterals(
  set: string,
  roles: RoleReading,
): readonly { readonly literal: string; readonly role: LiteralRole }[] {
  const [, head = '', values = set] = /^([\w, ]+(?:=\w+)?) = ([\s\S]*)$/.exec(set) ?? [];
  const names = head === '' ? roles.parameters : head.split(',').map((each) => each.trim());
  const value = readLiteral(listed(values));
  if (value === undefined) return [];
  const known = (name: string | undefined): readonly LiteralRole[] => {
    const used = name === undefined ? undefined : roles.roles.get(name);
    if (used !== undefined && used.size > 0) return [...used];
    return name !== undefined && EXPECTING.test(name) ? ['expected'] : ['input', 'expected'];
  };
  // The fields of a Go row have no names here.
  const isUnnamed = set.startsWith('{');
  const entries: (readonly [string | undefined, LiteralValue])[] =
    Array.isArray(value) && (isUnnamed || names.length !== 1)
      ? value.map((each, at) => [isUnnamed ? undefined : names[at], each])
      : isTable(value)
        ? Object.entries(value)
        : [[names[0], value]];
  return entries.flatMap(([name, each]) => known(name).map((role) => ({ literal: JSON.stringify(each), role })));
}

const ROW = /^(?:InlineData|TestCase|DataRow|case|test_case|Values) ?\(([\s\S]*)\)$/;

/** A row of a table and the arguments of an annotation, as the list that they are. */
function listed(values: string): string {
  const given = ROW.exec(values)?.[1];
  if (given !== undefined) return `[${given}]`;
  return values.includes(' | ') ? `[${values.replaceAll(' | ', ', ')}]` : values;
}

function isTable(value: LiteralValue): value is { readonly [key: string]: LiteralValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
