import type { SyntaxNode } from '../../../codebase/syntaxTrees';
import { calculationOfNumbers, comparison, condition, number, otherName, swapped } from '../commonChanges';
import type { Change, MutationTable } from '../mutationTable';
import { childOf, instead } from '../mutationTable';

const LEFT_ALONE = new Set([
  ...[
    'import_statement',
    'import_from_statement',
    'future_import_statement',
    'comment',
    'type',
    'type_alias_statement',
  ],
  ...['decorator', 'type_parameter', 'global_statement', 'nonlocal_statement', 'assert_statement'],
]);
/** Texts that only people read. */
const TELLS = /^(?:(?:\w+\.)*(?:log|logger|_log|_logger|logging|LOG|LOGGER|warnings)\.\w+|print)$/;
const STRING_TYPES = new Set(['string', 'concatenated_string']);
const METHODS = swapped(
  ['lower', 'upper'],
  ['startswith', 'endswith'],
  ['lstrip', 'rstrip'],
  ['removeprefix', 'removesuffix'],
  ['find', 'rfind'],
  ['ljust', 'rjust'],
);
const FUNCTIONS = swapped(['min', 'max'], ['any', 'all']);

export const PYTHON: MutationTable = {
  isLeftAlone(node) {
    if (LEFT_ALONE.has(node.type)) return true;
    if (node.type === 'expression_statement') return isBareText(node) || isTelling(node);
    return node.type === 'if_statement' && /^if\s+(?:__name__\b|(?:typing\.)?TYPE_CHECKING\b)/.test(node.text);
  },

  changesOf(node) {
    switch (node.type) {
      case 'comparison_operator':
        return comparisons(node);
      case 'boolean_operator': {
        const token = node.childForFieldName('operator');
        return token === null ? [] : [instead(token, 'boolean connective', token.type === 'and' ? 'or' : 'and')];
      }
      case 'not_operator': {
        const argument = node.childForFieldName('argument');
        return argument === null ? [] : [instead(node, 'negation', argument.text)];
      }
      case 'binary_operator':
      case 'augmented_assignment':
        return calculationOfNumbers(node, STRING_TYPES);
      case 'true':
        return [instead(node, 'boolean literal', 'False')];
      case 'false':
        return [instead(node, 'boolean literal', 'True')];
      case 'integer':
      case 'float':
        return number(node);
      case 'string':
        return text(node);
      case 'list':
      case 'dictionary':
        return emptied(node);
      case 'if_statement':
      case 'elif_clause':
        return condition(node.childForFieldName('condition'), ['True', 'False']);
      case 'while_statement':
        return condition(node.childForFieldName('condition'), ['False']);
      case 'conditional_expression':
        return condition(node.namedChildren[1], ['True', 'False']);
      case 'return_statement':
        return returned(node);
      case 'expression_statement':
      case 'raise_statement':
      case 'delete_statement':
        return removed(node);
      case 'break_statement':
        return [instead(node, 'loop exit', 'continue')];
      case 'continue_statement':
        return [instead(node, 'loop exit', 'break')];
      case 'call':
        return otherName(node, { member: 'attribute', name: 'attribute' }, { methods: METHODS, functions: FUNCTIONS });
      default:
        return [];
    }
  },

  nameOf(node) {
    const isNamed = node.type === 'function_definition' || node.type === 'class_definition';
    return isNamed ? node.childForFieldName('name')?.text : undefined;
  },
};

/** `a < b <= c` has two. */
function comparisons(node: SyntaxNode): readonly Change[] {
  return node.children.flatMap((token, index) => {
    const [left, right] = [node.children[index - 1], node.children[index + 1]];
    if (token === null || !left || !right || index % 2 === 0) return [];
    if (token.type === 'in' || token.type === 'not in') {
      const operands = { left: left.text, right: right.text };
      return [instead(token, 'membership', token.type === 'in' ? 'not in' : 'in', operands)];
    }
    return comparison(token, left, right);
  });
}

/** What an error says is for people. */
function text(node: SyntaxNode): readonly Change[] {
  const parent = node.parent?.type === 'concatenated_string' ? node.parent.parent : node.parent;
  const isSaid = parent?.type === 'argument_list' && parent.parent?.parent?.type === 'raise_statement';
  const isKey = parent?.type === 'pair' && parent.childForFieldName('key') === node;
  if (isSaid || isKey || isInText(node)) return [];
  const prefix = /^[A-Za-z]*/.exec(node.text)?.[0].toLowerCase() ?? '';
  const isBytes = prefix.includes('b');
  const isEmpty = !node.children.some((child) => child?.type === 'string_content' || child?.type === 'interpolation');
  const empty = isBytes ? 'b""' : '""';
  return [instead(node, 'text literal', isEmpty ? `${isBytes ? 'b' : ''}"mutated"` : empty)];
}

/** Before Python 3.12 no quotes of one kind may stand in a text of the same. */
function isInText(node: SyntaxNode): boolean {
  for (let at = node.parent; at !== null; at = at.parent) if (at.type === 'interpolation') return true;
  return false;
}

function emptied(node: SyntaxNode): readonly Change[] {
  if (node.namedChildren.length === 0) return [];
  return [instead(node, 'collection literal', node.type === 'list' ? '[]' : '{}')];
}

function returned(node: SyntaxNode): readonly Change[] {
  const value = node.namedChildren.find((child) => child !== null && child.type !== 'comment');
  return !value || value.type === 'none' ? [] : [instead(value, 'return value', 'None')];
}

/** A plain assignment makes a name that others need; without it there is an error that says nothing. */
function removed(node: SyntaxNode): readonly Change[] {
  const inside = node.namedChildren[0];
  const isPlain = inside?.type === 'assignment' && inside.childForFieldName('left')?.type === 'identifier';
  const isOther = node.type !== 'expression_statement' || REMOVABLE.has(inside?.type ?? '');
  return isPlain || !isOther || isInClass(node) ? [] : [instead(node, 'removed statement', 'pass')];
}

const REMOVABLE = new Set(['call', 'assignment', 'augmented_assignment', 'await']);

/** A field of a class, which is no statement that runs in a test. */
function isInClass(node: SyntaxNode): boolean {
  return node.parent?.parent?.type === 'class_definition';
}

function isBareText(node: SyntaxNode): boolean {
  return node.namedChildren.length === 1 && STRING_TYPES.has(node.namedChildren[0]?.type ?? '');
}

function isTelling(node: SyntaxNode): boolean {
  const call = childOf(node, new Set(['call']));
  return call !== undefined && TELLS.test(call.childForFieldName('function')?.text ?? '');
}
