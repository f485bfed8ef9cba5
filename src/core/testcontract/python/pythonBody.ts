import { canonicalText } from '../canonicalText';
import { BOUNDED } from '../demand';
import type { AssertionReading, CalledAssertion, Deeds, Sight } from '../fileReading';
import { readingOf } from '../fileReading';
import { natureOf, OTHER } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childOf, childrenOf, elementsOf } from '../sourceNode';
import { assertionOfCall, assertionOfWith } from './pythonAssertion';
import { demandOf } from './pythonDemand';
import { argumentsOf, dottedName, lastPart, namesIn } from './pythonNames';
import { patchOf } from './pythonPatch';
import { PythonScope } from './pythonSight';

const SKIP_CALLS = /^(pytest\.(skip|xfail|importorskip|exit)|skip|xfail|importorskip|(self|cls)\.skipTest)$/;
const MARKING = /^(add_marker|applymarker)$/;
const SWALLOWS = /^(Exception|BaseException|AssertionError)$/;

/** Reads the statements of a function, or of a file outside its functions, one after the other. */
export class PythonBody {
  readonly scope = new PythonScope();
  /** Statements that are assertions. */
  readonly asserting = new Set<SourceNode>();
  /** What `return` and `yield` give. */
  readonly given: Sight[] = [];
  private readonly assertions: AssertionReading[] = [];
  private readonly skips: string[] = [];
  private readonly mocks: string[] = [];
  private readonly patches: string[] = [];
  private readonly guards: string[] = [];
  /** Early ends that were met so far. */
  private readonly ends: string[] = [];

  /** @param imported the names that the file imports */
  constructor(private readonly imported: ReadonlySet<string>) {}

  readAll(statements: readonly SourceNode[]): void {
    for (const statement of statements) this.read(statement);
  }

  deeds(names: ReadonlySet<string>): Deeds {
    const { assertions, skips, mocks, patches } = this;
    return { assertions, skips, markers: [], names, mocks, patches };
  }

  private read(node: SourceNode): void {
    switch (node.type) {
      case 'assert_statement':
        this.readAssert(node);
        break;
      case 'expression_statement':
        this.readExpression(node, elementsOf(node)[0]);
        break;
      case 'return_statement':
        this.readReturn(node);
        break;
      case 'break_statement':
      case 'continue_statement':
        this.end(node);
        break;
      case 'raise_statement':
        this.readRaise(node);
        break;
      case 'with_statement':
        this.readWith(node);
        break;
      case 'function_definition':
        this.under(
          `def ${canonicalText(node.children.find(({ type }) => type === 'identifier') ?? node)}`,
          node,
          'block',
        );
        break;
      case 'decorated_definition':
        this.readAll(childrenOf(node, 'function_definition'));
        break;
      default:
        this.readCompound(node);
    }
  }

  private readAssert(node: SourceNode): void {
    const condition = node.children[1];
    if (condition === undefined) return;
    for (const part of conjuncts(condition)) {
      const text = `assert ${canonicalText(part)}`;
      this.add(node, text, { demand: demandOf(part), sight: this.scope.look(part) });
    }
  }

  private readExpression(statement: SourceNode, expression: SourceNode | undefined): void {
    const inner = expression?.type === 'await' ? expression.children[1] : expression;
    if (inner === undefined) return;
    if (inner.type === 'yield') this.given.push(this.scope.look(inner));
    const patch = patchOf(inner, this.imported);
    if (patch !== undefined) this.patches.push(patch);
    if (inner.type === 'assignment') this.readAssignment(statement, inner);
    if (inner.type === 'call') this.readCall(statement, inner);
  }

  private readAssignment(statement: SourceNode, assignment: SourceNode): void {
    const target = assignment.children[0];
    const value = childOf(assignment, '=') === undefined ? undefined : assignment.children.at(-1);
    if (target === undefined || value === undefined) return;
    const sight = value.type === 'yield' ? OTHER : this.scope.look(value);
    const call = value.type === 'await' ? value.children[1] : value;
    if (call?.type === 'call') this.readCall(statement, call);
    for (const each of target.type === 'pattern_list' || target.type === 'tuple' ? elementsOf(target) : [target]) {
      const name = dottedName(each);
      if (name === undefined || !/^(?:\w+|(?:self|cls)\.\w+)$/.test(name)) continue;
      this.scope.set(name, sight);
      if (name.includes('.') && natureOf(sight) === 'mock') this.mocks.push(name);
    }
  }

  private readCall(statement: SourceNode, call: SourceNode): void {
    const name = dottedName(call.children[0]) ?? '';
    const marks = MARKING.test(lastPart(name)) && /\bmark\.(skip|xfail)/.test(canonicalText(call));
    if (SKIP_CALLS.test(name) || marks) this.skips.push(this.guarded(canonicalText(call)));
    const assertion = assertionOfCall(call, this.scope);
    if (assertion !== undefined) this.add(statement, canonicalText(statement), assertion);
    else for (const each of argumentsOf(call).positional) if (each.type === 'lambda') this.readLambda(statement, each);
  }

  private readLambda(statement: SourceNode, lambda: SourceNode): void {
    const body = lambda.children.at(-1);
    const assertion = body?.type === 'call' ? assertionOfCall(body, this.scope) : undefined;
    if (assertion !== undefined) this.add(statement, canonicalText(statement), assertion);
  }

  private readReturn(node: SourceNode): void {
    const value = node.children[1];
    if (value !== undefined) {
      this.given.push(this.scope.look(value));
      const call = value.type === 'await' ? value.children[1] : value;
      if (call?.type === 'call') this.readCall(node, call);
    }
    this.end(node);
  }

  private readRaise(node: SourceNode): void {
    const name = lastPart(dottedName(node.children[1]));
    if (name === 'SkipTest' || canonicalText(node).includes('skip.Exception'))
      this.skips.push(this.guarded(canonicalText(node)));
    if (name === 'AssertionError') this.add(node, canonicalText(node), { demand: BOUNDED, sight: OTHER });
  }

  private readWith(node: SourceNode): void {
    const clause = childOf(node, 'with_clause');
    const suppressed: string[] = [];
    for (const item of childrenOf(clause, 'with_item')) {
      const [pattern] = item.children;
      const value = pattern?.type === 'as_pattern' ? pattern.children[0] : pattern;
      const target = childOf(childOf(pattern, 'as_pattern_target'), 'identifier');
      if (target !== undefined) this.scope.set(canonicalText(target), this.scope.look(value));
      if (lastPart(dottedName(value)) === 'suppress') suppressed.push(canonicalText(item));
      const patch = value === undefined ? undefined : patchOf(value, this.imported);
      if (patch !== undefined) this.patches.push(patch);
    }
    const assertion = assertionOfWith(node, this.scope);
    if (assertion !== undefined) this.add(node, canonicalText(node), assertion);
    if (suppressed.length > 0) this.under(`with ${suppressed.join(', ')}`, node, 'block');
    else this.readAll(blockOf(node));
  }

  /** `if`, loops, `try`, `match`: what they hold is reached under a condition. */
  private readCompound(node: SourceNode): void {
    const block = childOf(node, 'block');
    if (block === undefined) return;
    if (node.type === 'for_statement') this.readLoopNames(node);
    if (node.type === 'try_statement') this.readTry(node);
    else this.under(headOf(node), node, 'block');
    for (const clause of childrenOf(
      node,
      'elif_clause',
      'else_clause',
      'except_clause',
      'except_group_clause',
      'finally_clause',
    )) {
      const head = clause.type === 'else_clause' ? `else of ${headOf(node)}` : headOf(clause);
      if (clause.type === 'finally_clause') this.readAll(blockOf(clause));
      else this.under(head, clause, 'block');
    }
    for (const clause of childrenOf(block, 'case_clause')) this.under(headOf(clause), clause, 'block');
  }

  /** A handler that also catches a failed assertion takes its force. */
  private readTry(node: SourceNode): void {
    const handlers = childrenOf(node, 'except_clause').filter((clause) => {
      const caught = clause.children[1];
      const classes = caught?.type === 'as_pattern' ? caught.children[0] : caught;
      if (classes === undefined || classes.type === ':' || classes.type === 'block') return true;
      return (classes.type === 'tuple' ? elementsOf(classes) : [classes]).some((one) =>
        SWALLOWS.test(lastPart(dottedName(one))),
      );
    });
    if (handlers.length === 0) this.readAll(blockOf(node));
    else this.under(`try with ${handlers.map(headOf).join(', ')}`, node, 'block');
  }

  private readLoopNames(node: SourceNode): void {
    const at = node.children.findIndex(({ type }) => type === 'in');
    const [names, values] = [node.children[at - 1], node.children[at + 1]];
    const sight = this.scope.look(values);
    for (const name of names === undefined ? [] : namesIn(names)) this.scope.set(name, sight);
  }

  private under(guard: string, node: SourceNode, type: string): void {
    this.guards.push(guard);
    this.readAll(elementsOf(childOf(node, type)));
    this.guards.pop();
  }

  private end(node: SourceNode): void {
    this.ends.push(this.guarded(node.type.replace('_statement', '')));
  }

  private guarded(text: string): string {
    return [...this.guards, text].join(': ');
  }

  private add(statement: SourceNode, text: string, called: CalledAssertion): void {
    this.asserting.add(statement);
    this.assertions.push(readingOf({ line: statement.line, text, guards: [...this.ends, ...this.guards] }, called));
  }
}

function blockOf(node: SourceNode): readonly SourceNode[] {
  return elementsOf(childOf(node, 'block'));
}

/** A compound statement without what it holds. */
function headOf(node: SourceNode): string {
  const head = node.children.slice(
    0,
    node.children.findIndex(({ type }) => type === ':'),
  );
  return head.map((child) => canonicalText(child)).join(' ');
}

/** The parts of a condition that all must hold. */
function conjuncts(condition: SourceNode): readonly SourceNode[] {
  if (condition.type === 'parenthesized_expression') {
    const [inner] = elementsOf(condition);
    return inner === undefined ? [] : conjuncts(inner);
  }
  const [left, operator, right] = condition.children;
  if (condition.type !== 'boolean_operator' || operator?.type !== 'and' || left === undefined || right === undefined)
    return [condition];
  return [...conjuncts(left), ...conjuncts(right)];
}
