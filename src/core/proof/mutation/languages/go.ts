import type { SyntaxNode } from '../../../codebase/syntaxTrees';
import { binary, calculation, condition, number, otherName, swapped } from '../commonChanges';
import type { Change, MutationTable } from '../mutationTable';
import { instead } from '../mutationTable';

const LEFT_ALONE = new Set([
  ...['import_declaration', 'package_clause', 'type_declaration', 'comment', 'type_arguments', 'array_type'],
  ...['parameter_list', 'type_parameter_list', 'slice_type', 'map_type', 'label_name'],
]);
const TELLS = /^(?:log|slog|logger)\.\w+$|^fmt\.(?:Print|Fprint)\w*$/;
const TEXTS = ['interpreted_string_literal', 'raw_string_literal'];
const CONNECTIVES: Readonly<Record<string, string>> = { '&&': '||', '||': '&&' };
const METHODS = swapped(
  ['ToUpper', 'ToLower'],
  ['HasPrefix', 'HasSuffix'],
  ['TrimPrefix', 'TrimSuffix'],
  ['TrimLeft', 'TrimRight'],
  ['Min', 'Max'],
);
const FUNCTIONS = swapped(['min', 'max']);

export const GO: MutationTable = {
  isLeftAlone(node) {
    if (LEFT_ALONE.has(node.type)) return true;
    return node.type === 'expression_statement' && TELLS.test(node.namedChildren[0]?.children[0]?.text ?? '');
  },

  changesOf(node) {
    switch (node.type) {
      case 'binary_expression':
        return binary(node, CONNECTIVES, (operator) => arithmetic(operator, node));
      case 'assignment_statement':
        return [...arithmetic(node.childForFieldName('operator'), node), ...unassigned(node)];
      case 'inc_statement':
      case 'dec_statement':
        return arithmetic(
          node.children.find((child) => child?.type === '++' || child?.type === '--'),
          node,
        );
      case 'unary_expression': {
        const [operator, operand] = [node.childForFieldName('operator'), node.childForFieldName('operand')];
        return operator?.type !== '!' || operand === null ? [] : [instead(node, 'negation', operand.text)];
      }
      case 'true':
        return [instead(node, 'boolean literal', 'false')];
      case 'false':
        return [instead(node, 'boolean literal', 'true')];
      case 'int_literal':
      case 'float_literal':
        return number(node);
      case 'interpreted_string_literal':
      case 'raw_string_literal':
        return text(node);
      case 'if_statement':
        return decided(node.childForFieldName('condition'));
      case 'expression_statement':
        return node.namedChildren[0]?.type === 'call_expression' ? [instead(node, 'removed statement', '{}')] : [];
      case 'break_statement':
        return inLoop(node) ? [instead(node, 'loop exit', 'continue')] : [];
      case 'continue_statement':
        return node.namedChildren.length === 0 ? [instead(node, 'loop exit', 'break')] : [];
      case 'call_expression':
        return otherName(
          node,
          { member: 'selector_expression', name: 'field' },
          { methods: METHODS, functions: FUNCTIONS },
        );
      default:
        return [];
    }
  },

  nameOf(node) {
    if (node.type === 'function_declaration') return node.childForFieldName('name')?.text;
    if (node.type !== 'method_declaration') return undefined;
    const receiver = /(\w+)\s*(?:\[[^\]]*\]\s*)?\)$/.exec(node.childForFieldName('receiver')?.text ?? '')?.[1];
    const name = node.childForFieldName('name')?.text ?? '';
    return receiver === undefined ? name : `${receiver}.${name}`;
  },
};

/** With a text among the operands it would not compile. */
function arithmetic(token: SyntaxNode | null | undefined, node: SyntaxNode): readonly Change[] {
  const isOfTexts = node.namedChildren.some((each) => each?.descendantsOfType(TEXTS).some(Boolean) === true);
  return !token || isOfTexts ? [] : calculation(token);
}

/** What an error says is for people, and a format has to fit what is put into it. */
function text(node: SyntaxNode): readonly Change[] {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  const callee = call?.childForFieldName('function')?.text ?? '';
  if (/^(?:errors\.New|panic|(?:\w+\.)?\w*f)$/.test(callee)) return [];
  return [instead(node, 'text literal', node.text.length === 2 ? '"mutated"' : '""')];
}

/** What is named in a condition stays named: a compiler of Go refuses what is never used. */
function decided(node: SyntaxNode | null): readonly Change[] {
  const values = ['true ||', 'false &&'].map((words) => `${words} (${node?.text ?? ''})`);
  return condition(node, values);
}

/** What would have been assigned is still used: a compiler of Go refuses what is never used. */
function unassigned(node: SyntaxNode): readonly Change[] {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null) return [];
  const nowhere = left.namedChildren.map(() => '_').join(', ');
  return [instead(node, 'removed statement', `${nowhere} = ${right.text}`)];
}

/** A break leaves a switch or a select, too. */
function inLoop(node: SyntaxNode): boolean {
  if (node.namedChildren.length > 0) return false;
  for (let at = node.parent; at !== null; at = at.parent) {
    if (/_switch_statement$|^select_statement$/.test(at.type)) return false;
    if (at.type === 'for_statement') return true;
  }
  return false;
}
