import type { SyntaxNode } from '../../../codebase/syntaxTrees';
import { binary, calculationOfNumbers, condition, number, swapped } from '../commonChanges';
import type { Change, MutationTable } from '../mutationTable';
import { instead } from '../mutationTable';

const LEFT_ALONE = new Set([
  ...['import_statement', 'comment', 'hash_bang_line', 'decorator', 'jsx_attribute', 'regex'],
  ...['type_annotation', 'type_arguments', 'type_parameters', 'type_alias_declaration', 'interface_declaration'],
  ...['enum_declaration', 'ambient_declaration', 'abstract_method_signature', 'function_signature', 'literal_type'],
  ...[
    'type_predicate_annotation',
    'asserts_annotation',
    'predefined_type',
    'generic_type',
    'union_type',
    'object_type',
  ],
]);
const TELLS = /^(?:console|(?:\w+\.)*(?:log|logger))\.\w+$/;
const TEXTS = new Set(['string', 'template_string']);
const METHODS = swapped(
  ['toLowerCase', 'toUpperCase'],
  ['startsWith', 'endsWith'],
  ['some', 'every'],
  ['min', 'max'],
  ['trimStart', 'trimEnd'],
);
/** Without the call, what it is called on is taken as it is. */
const TAKEN_AWAY = new Set(['trim', 'sort', 'reverse', 'filter', 'slice']);
const CONNECTIVES: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '??': '&&' };

export const SCRIPT: MutationTable = {
  isLeftAlone(node) {
    if (LEFT_ALONE.has(node.type)) return true;
    if (node.type === 'export_statement') return node.childForFieldName('source') !== null;
    if (node.type !== 'expression_statement') return false;
    return isDirective(node) || isTelling(node);
  },

  changesOf(node) {
    switch (node.type) {
      case 'binary_expression':
        return binary(node, CONNECTIVES, () => calculationOfNumbers(node, TEXTS));
      case 'augmented_assignment_expression':
      case 'update_expression':
        return calculationOfNumbers(node, TEXTS);
      case 'unary_expression': {
        const [operator, argument] = [node.childForFieldName('operator'), node.childForFieldName('argument')];
        return operator?.type !== '!' || argument === null ? [] : [instead(node, 'negation', argument.text)];
      }
      case 'true':
        return [instead(node, 'boolean literal', 'false')];
      case 'false':
        return [instead(node, 'boolean literal', 'true')];
      case 'number':
        return number(node);
      case 'string':
      case 'template_string':
        return text(node);
      case 'array':
        return node.namedChildren.length === 0 ? [] : [instead(node, 'collection literal', '[]')];
      case 'object':
        return node.namedChildren.length === 0 || isReturned(node) ? [] : [instead(node, 'collection literal', '{}')];
      case 'if_statement':
        return condition(inParentheses(node), ['true', 'false']);
      case 'while_statement':
        return condition(inParentheses(node), ['false']);
      case 'ternary_expression':
        return condition(node.childForFieldName('condition'), ['true', 'false']);
      case 'return_statement':
        return returned(node);
      case 'arrow_function':
        return arrow(node);
      case 'expression_statement':
      case 'throw_statement':
        return removed(node);
      case 'break_statement':
        return inLoop(node) ? [instead(node, 'loop exit', 'continue;')] : [];
      case 'continue_statement':
        return [instead(node, 'loop exit', 'break;')];
      case 'optional_chain':
        return [optional(node)];
      case 'call_expression':
        return called(node);
      default:
        return [];
    }
  },

  nameOf(node) {
    if (NAMED.has(node.type)) return node.childForFieldName('name')?.text;
    const isFunction = node.type === 'arrow_function' || node.type === 'function_expression';
    const namer = isFunction ? node.parent : null;
    return namer?.type === 'variable_declarator' ? namer.childForFieldName('name')?.text : undefined;
  },
};

const NAMED = new Set([
  'function_declaration',
  'generator_function_declaration',
  'method_definition',
  'class_declaration',
]);

/** What an error says is for people; a key is another name, and no value. */
function text(node: SyntaxNode): readonly Change[] {
  const { parent } = node;
  const isSaid = parent?.type === 'arguments' && /^(?:new\s+)?\w*(?:Error|Exception)\b/.test(parent.parent?.text ?? '');
  const isKey = parent?.type === 'pair' && parent.childForFieldName('key') === node;
  const isName = parent?.type === 'subscript_expression' || parent?.type === 'call_expression';
  const isLoaded = parent?.type === 'arguments' && /^(?:require|import)$/.test(parent.parent?.children[0]?.text ?? '');
  if (isSaid || isKey || isName || isLoaded) return [];
  const isEmpty = node.text.length === 2;
  const quote = node.text[0] ?? '"';
  return [instead(node, 'text literal', isEmpty ? `${quote}mutated${quote}` : `${quote}${quote}`)];
}

/** The whole of what is returned is replaced already. */
function isReturned(node: SyntaxNode): boolean {
  return node.parent?.type === 'return_statement' || node.parent?.parent?.type === 'arrow_function';
}

function inParentheses(node: SyntaxNode): SyntaxNode | null {
  return node.childForFieldName('condition')?.namedChildren.find((child) => child?.type !== 'comment') ?? null;
}

function returned(node: SyntaxNode): readonly Change[] {
  const value = node.namedChildren.find((child) => child !== null && child.type !== 'comment');
  return !value || value.text === 'undefined' ? [] : [instead(value, 'return value', 'undefined')];
}

/** `(a) => a + 1` returns as well. */
function arrow(node: SyntaxNode): readonly Change[] {
  const body = node.childForFieldName('body');
  if (body === null || body.type === 'statement_block' || body.text === 'undefined') return [];
  return [instead(body, 'return value', 'undefined')];
}

function removed(node: SyntaxNode): readonly Change[] {
  if (node.type === 'throw_statement') return [instead(node, 'removed statement', ';')];
  const inside = node.namedChildren[0];
  return REMOVABLE.has(inside?.type ?? '') && !isOfModule(inside) ? [instead(node, 'removed statement', ';')] : [];
}

const REMOVABLE = new Set([
  ...['call_expression', 'await_expression', 'assignment_expression', 'augmented_assignment_expression'],
  'update_expression',
]);

/** `module.exports = ...`, `super(...)`: without them nothing works at all. */
function isOfModule(node: SyntaxNode | null | undefined): boolean {
  return /^(?:module\.exports\b|exports\.|super\()/.test(node?.text ?? '');
}

/** The nearest that a break can leave: a switch goes on with its next case. */
function inLoop(node: SyntaxNode): boolean {
  if (node.namedChildren.length > 0) return false;
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'switch_statement') return false;
    if (/^(?:for|for_in|while|do)_statement$/.test(at.type)) return true;
  }
  return false;
}

/** `a?.b` becomes `a.b`, and `a?.[0]` and `a?.()` lose the sign alone. */
function optional(node: SyntaxNode): Change {
  const next = node.parent?.type;
  return instead(node, 'optional chaining', next === 'member_expression' ? '.' : '');
}

function called(node: SyntaxNode): readonly Change[] {
  const callee = node.childForFieldName('function');
  if (callee?.type !== 'member_expression') return [];
  const [object, property] = [callee.childForFieldName('object'), callee.childForFieldName('property')];
  if (object === null || property === null) return [];
  const other = METHODS.get(property.text);
  if (other !== undefined) return [instead(property, 'method', other)];
  return TAKEN_AWAY.has(property.text) ? [instead(node, 'method', object.text)] : [];
}

function isDirective(node: SyntaxNode): boolean {
  return node.namedChildren.length === 1 && node.namedChildren[0]?.type === 'string';
}

function isTelling(node: SyntaxNode): boolean {
  const call = node.namedChildren[0];
  return call?.type === 'call_expression' && TELLS.test(call.childForFieldName('function')?.text ?? '');
}
