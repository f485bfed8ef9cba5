import { canonicalText } from '../canonicalText';
import { BOUNDED } from '../demand';
import type { AssertionReading, CalledAssertion, Deeds, Sight } from '../fileReading';
import { readingOf } from '../fileReading';
import { natureOf, OTHER } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf, textOf } from '../sourceNode';
import { asksForElement, assertionOf } from './scriptAssertion';
import type { ScriptEnvironment } from './scriptEnvironment';
import { argumentsOf, bare, boundNames, dottedName, FUNCTIONS, parametersOf } from './scriptNames';
import { patchOf } from './scriptPatch';
import { ScriptScope } from './scriptSight';
import { readTestCall } from './testCall';

const SKIP_CALLS = /^(this\.skip|(t|ctx|context|test|it)\.(skip|todo|fixme)|pending)$/;
const WISHES =
  /^(this\.(timeout|retries|slow)|jest\.(setTimeout|retryTimes)|vi\.setConfig|(t|tap)\.(plan|timeout)|test\.(setTimeout|slow)|expect\.(assertions|hasAssertions))$/;

/** Reads the statements of a function one after the other. */
export class ScriptBody {
  readonly scope: ScriptScope;
  /** Nodes that are assertions, or tests within the test. */
  readonly marked = new Set<SourceNode>();
  /** Calls that ask for tests within the test. */
  readonly innerTests: SourceNode[] = [];
  readonly given: Sight[] = [];
  private readonly assertions: AssertionReading[] = [];
  private readonly skips: string[] = [];
  private readonly markers: string[] = [];
  private readonly mocks: string[] = [];
  private readonly patches: string[] = [];
  private readonly guards: string[] = [];
  private ends: string[] = [];

  constructor(
    private readonly environment: ScriptEnvironment,
    private readonly contexts: ReadonlySet<string>,
    outer?: ScriptScope,
  ) {
    this.scope = new ScriptScope(outer);
  }

  /** Reads a function's body, whether it has braces or not. */
  readFunction(node: SourceNode): void {
    const body = node.children.at(-1);
    if (body?.type === 'statement_block') this.readAll(elementsOf(body));
    else if (body !== undefined && FUNCTIONS.has(node.type)) {
      this.given.push(this.scope.look(body));
      const at = this.assertions.length;
      this.readExpression(body, body);
      // What such a function ends with is what it returns.
      const [only, ...more] = this.assertions.slice(at);
      if (only !== undefined && more.length === 0 && this.marked.has(bare(body) ?? body))
        this.assertions.splice(at, 1, { ...only, text: `return ${only.text}` });
    }
  }

  readAll(statements: readonly SourceNode[]): void {
    for (const statement of statements) this.readStatement(statement);
  }

  deeds(names: ReadonlySet<string>): Deeds {
    const { assertions, skips, markers, mocks, patches } = this;
    return { assertions, skips, markers, names, mocks, patches };
  }

  readStatement(node: SourceNode): void {
    switch (node.type) {
      case 'expression_statement':
        for (const each of elementsOf(node)) this.readExpression(node, each);
        break;
      case 'lexical_declaration':
      case 'variable_declaration':
        for (const each of childrenOf(node, 'variable_declarator')) this.readDeclarator(node, each);
        break;
      case 'return_statement': {
        const value = expressionOf(node);
        if (value !== undefined) {
          this.given.push(this.scope.look(value));
          this.readExpression(node, value);
        }
        this.ends.push(this.guarded('return'));
        break;
      }
      case 'break_statement':
      case 'continue_statement':
        this.ends.push(this.guarded(node.type.replace('_statement', '')));
        break;
      case 'throw_statement':
        if (this.guards.length > 0) this.add(node, canonicalText(node), { demand: BOUNDED, sight: OTHER });
        break;
      case 'function_declaration':
        this.under(`function ${textOf(childOf(node, 'identifier') ?? node)}`, () => this.readInner(node));
        break;
      case 'statement_block':
        this.readAll(elementsOf(node));
        break;
      default:
        this.readCompound(node);
    }
  }

  private readDeclarator(statement: SourceNode, declarator: SourceNode): void {
    const [pattern] = declarator.children;
    const value = childOf(declarator, '=') === undefined ? undefined : declarator.children.at(-1);
    const isFunction = value !== undefined && FUNCTIONS.has(value.type);
    const sight = value === undefined ? OTHER : this.scope.look(value);
    for (const name of boundNames(pattern)) this.scope.set(name, sight);
    if (value === undefined) return;
    if (isFunction) this.under(`function ${canonicalText(pattern ?? value)}`, () => this.readInner(value));
    else this.readExpression(statement, value);
  }

  private readCompound(node: SourceNode): void {
    if (/^for/.test(node.type)) {
      const at = node.children.findIndex(({ type }) => type === 'of' || type === 'in');
      const sight = at === -1 ? OTHER : this.scope.look(node.children[at + 1]);
      for (const name of boundNames(node.children[at - 1])) this.scope.set(name, sight);
    }
    const head = headOf(node);
    for (const child of node.children) {
      if (child.type === 'finally_clause') this.readAll(elementsOf(child).filter(({ type }) => type !== 'finally'));
      else if (child.type === 'catch_clause')
        this.under('catch', () => this.readAll(childrenOf(child, 'statement_block')));
      else if (child.type === 'else_clause')
        this.under(`else of ${head}`, () => this.readAll(elementsOf(child).filter(({ type }) => type !== 'else')));
      else if (child.type === 'switch_body')
        for (const part of child.children) this.under(head, () => this.readAll(part.children.filter(isStatement)));
      else if (isStatement(child) && !(child.type === 'lexical_declaration' && node.type === 'for_statement'))
        this.under(
          node.type === 'try_statement' && childOf(node, 'catch_clause') === undefined ? undefined : head,
          () => this.readStatement(child),
        );
    }
  }

  private readExpression(statement: SourceNode, expression: SourceNode): void {
    const node = bare(expression);
    if (node === undefined) return;
    if (node.type === 'call_expression' && this.readCall(statement, node)) return;
    if (node.type === 'member_expression' && this.readAssertion(statement, node)) return;
    const patch = patchOf(node, this.environment.imported);
    if (patch !== undefined) this.patches.push(patch);
    if (node.type === 'assignment_expression') this.readAssignment(node);
    if (FUNCTIONS.has(node.type)) this.under('function', () => this.readInner(node));
    else if (node.type === 'binary_expression' && /^(&&|\|\||\?\?)$/.test(node.children[1]?.type ?? '')) {
      const [left, sign, right] = node.children;
      if (left === undefined || right === undefined) return;
      this.readExpression(statement, left);
      this.under(`${canonicalText(left)} ${sign?.type ?? ''}`, () => this.readExpression(node, right));
    } else for (const child of elementsOf(node)) this.readExpression(node, child);
  }

  /** Whether the call was read to its end. */
  private readCall(statement: SourceNode, call: SourceNode): boolean {
    const name = dottedName(call.children[0]) ?? '';
    const [root = ''] = name.split('.');
    // A name of the test's own is not the runner's.
    const isOwn = this.scope.has(root) && !this.contexts.has(root);
    const inner = isOwn ? undefined : readTestCall(call, this.environment, this.contexts);
    if (inner !== undefined && inner.kind !== 'hook') {
      this.innerTests.push(call);
      this.marked.add(isWhole(statement, call) ? statement : call);
      return true;
    }
    if (SKIP_CALLS.test(name)) {
      this.skips.push(this.guarded(canonicalText(call)));
      return true;
    }
    if (WISHES.test(name)) {
      this.markers.push(canonicalText(call).replace(/^(this|jest|vi|t|tap|test)\.(setT|t)imeout/, 'timeout'));
      return true;
    }
    if (this.readAssertion(statement, call)) {
      if (name === 'fc.assert') this.readArguments(call, name);
      return true;
    }
    const patch = patchOf(call, this.environment.imported);
    if (patch !== undefined) this.patches.push(patch);
    const [callee] = call.children;
    if (callee !== undefined && bare(callee)?.type !== 'identifier') this.readExpression(call, callee);
    this.readArguments(call, name);
    return true;
  }

  private readAssertion(statement: SourceNode, node: SourceNode): boolean {
    const { environment, contexts, scope } = this;
    const isStatement = isWhole(statement, node);
    const found = assertionOf(node, { environment, contexts, scope });
    if (found === undefined && !(isStatement && asksForElement(node))) return false;
    const place = isStatement ? statement : node;
    const text = canonicalText(isStatement ? statement : node);
    this.add(place, text, found ?? { demand: BOUNDED, sight: OTHER });
    return true;
  }

  private readArguments(call: SourceNode, name: string): void {
    for (const each of argumentsOf(call)) {
      if (FUNCTIONS.has(each.type)) this.under(name === '' ? 'function' : name, () => this.readInner(each));
      else this.readExpression(call, each);
    }
  }

  private readAssignment(node: SourceNode): void {
    const [target] = node.children;
    const sight = this.scope.look(node.children.at(-1));
    const member = dottedName(target);
    const names = target?.type === 'member_expression' && member !== undefined ? [member] : boundNames(target);
    for (const name of names) {
      const isOutside = !this.scope.has(name);
      this.scope.set(name, sight);
      if (isOutside && natureOf(sight) === 'mock') this.mocks.push(name);
    }
  }

  /** What ends a function within does not end the one round it. */
  private readInner(node: SourceNode): void {
    const { ends } = this;
    this.ends = [...ends];
    for (const name of parametersOf(node)) if (!this.scope.has(name)) this.scope.set(name, OTHER);
    const given = this.given.length;
    this.readFunction(node);
    this.given.length = given;
    this.ends = ends;
  }

  private under(guard: string | undefined, read: () => void): void {
    if (guard !== undefined) this.guards.push(guard);
    read();
    if (guard !== undefined) this.guards.pop();
  }

  private guarded(text: string): string {
    return [...this.guards, text].join(': ');
  }

  private add(place: SourceNode, text: string, called: CalledAssertion): void {
    this.marked.add(place);
    this.assertions.push(readingOf({ line: place.line, text, guards: [...this.ends, ...this.guards] }, called));
  }
}

function isWhole(statement: SourceNode, node: SourceNode): boolean {
  return /^(expression|return)_statement$/.test(statement.type) && bare(expressionOf(statement)) === node;
}

/** The expression of a statement. */
function expressionOf(statement: SourceNode): SourceNode | undefined {
  return elementsOf(statement).find(({ type }) => type !== 'return');
}

function isStatement({ type }: SourceNode): boolean {
  return /_(statement|declaration)$|^statement_block$/.test(type);
}

/** A compound statement without what it holds. */
function headOf(node: SourceNode): string {
  if (node.type === 'try_statement') return 'try';
  const head: SourceNode[] = [];
  for (const child of node.children) {
    if (child.type === 'statement_block' || child.type === 'switch_body' || child.type === 'else_clause') break;
    if (/_statement$/.test(child.type) && child.type !== 'expression_statement') break;
    head.push(child);
    if (child.type === ')' || child.type === 'parenthesized_expression') break;
  }
  return head.map((child) => canonicalText(child)).join(' ');
}
