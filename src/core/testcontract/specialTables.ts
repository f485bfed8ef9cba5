import { allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { CaseGroup, SpecialCase } from './specialCase';
import type { LiteralValue } from './workaroundLiteral';
import { readLiteral, spellings } from './workaroundLiteral';
import { unwrapped } from './workaroundNames';

/** Tables and lists of literals in which something that is not a literal is looked up. */
export function specialTables(root: SyntaxNode): readonly CaseGroup[] {
  return allOfType(root, 'dictionary', 'object', 'list', 'array', 'set', 'tuple').flatMap(
    (node): readonly CaseGroup[] => {
      if (
        node.parent !== null &&
        /^(?:dictionary|object|list|array|set|tuple|pair|case_pattern)$/.test(node.parent.type)
      )
        return [];
      const entries = entriesOf(node);
      const use = useOf(node, root);
      if (use === undefined) return [];
      if (entries !== undefined && entries.length > 0) return [{ kind: 'table', at: node, cases: entries }];
      if (use !== 'member' && use !== 'sequence') return [];
      const items = partsOf(node).map((part) => ({ at: part, value: readLiteral(part.text) }));
      if (items.length < 2 || items.some(({ value }) => value === undefined)) return [];
      const cases = items.map(
        ({ at, value }): SpecialCase =>
          use === 'member'
            ? { at, inputs: [value as LiteralValue], output: undefined }
            : { at, inputs: [], output: value },
      );
      return [{ kind: 'list', at: node, cases }];
    },
  );
}

/** The pairs of an object, or of a list of pairs; undefined when something in it is no literal. */
function entriesOf(node: SyntaxNode): readonly SpecialCase[] | undefined {
  const entries: SpecialCase[] = [];
  for (const part of partsOf(node)) {
    const isPair = part.type === 'pair';
    const inside = partsOf(part);
    if (!isPair && (!/^(?:tuple|array|list)$/.test(part.type) || inside.length !== 2)) return undefined;
    const [first, second] = isPair ? [part.childForFieldName('key'), part.childForFieldName('value')] : inside;
    const key = /^property_identifier$/.test(first?.type ?? '') ? first?.text : readLiteral(first?.text ?? '');
    const value = readLiteral(second?.text ?? '');
    if (key === undefined || value === undefined) return undefined;
    entries.push({ at: part, inputs: spellings(key), output: value });
  }
  return entries;
}

type Use = 'lookup' | 'member' | 'sequence';

/** How a table is used: by itself where it stands, or by the name that it has. */
function useOf(node: SyntaxNode, root: SyntaxNode): Use | undefined {
  let at = node;
  // `new Map([..])`, `dict([..])`, `frozenset({..})`, `iter([..])`
  while (at.parent !== null && isWrapped(at)) at = at.parent;
  const direct = useAt(at);
  if (direct !== undefined) return direct;
  const holder = at.parent;
  const name =
    holder === null ? '' : fieldText(holder, 'left') || fieldText(holder, 'name') || fieldText(holder, 'property');
  if (name === '') return undefined;
  const short = name.split('.').at(-1) ?? name;
  const uses = allOfType(root, 'identifier', 'property_identifier').filter(
    (each) => each.text === short && each.parent?.id !== holder?.id,
  );
  return uses.map((use) => useAt(wholeName(use))).find((use) => use !== undefined);
}

function isWrapped(at: SyntaxNode): boolean {
  const { parent } = at;
  if (parent === null) return false;
  if (/^(?:arguments|argument_list)$/.test(parent.type)) {
    const callee = fieldText(parent.parent ?? parent, 'function') || fieldText(parent.parent ?? parent, 'constructor');
    return /^(?:Map|Set|dict|set|frozenset|tuple|list|iter|deque|Object\.(?:freeze|fromEntries|entries)|MappingProxyType|types\.MappingProxyType)$/.test(
      callee,
    );
  }
  return (
    /^(?:call|call_expression|new_expression|parenthesized_expression|as_expression|satisfies_expression)$/.test(
      parent.type,
    ) && partsOf(parent).at(-1)?.id === at.id
  );
}

/** `self.answers` for the `answers` in it. */
function wholeName(node: SyntaxNode): SyntaxNode {
  const { parent } = node;
  const isMember = parent !== null && /^(?:attribute|member_expression)$/.test(parent.type);
  const isLast =
    isMember && (parent.childForFieldName('attribute') ?? parent.childForFieldName('property'))?.id === node.id;
  return isLast ? parent : node;
}

const LOOKUP = /^(?:get|find|pop|setdefault|__getitem__|at)$/;
const MEMBER = /^(?:has|includes|index|indexOf|some|__contains__)$/;
const SEQUENCE = /^(?:shift|next|popleft|values)$/;

function useAt(node: SyntaxNode): Use | undefined {
  const { parent } = node;
  if (parent === null) return undefined;
  const index = parent.childForFieldName('subscript') ?? parent.childForFieldName('index');
  if (index !== null && index.id !== node.id) return readLiteral(index.text) === undefined ? 'lookup' : undefined;
  if (/^(?:attribute|member_expression)$/.test(parent.type)) {
    const method = fieldText(parent, 'attribute') || fieldText(parent, 'property');
    const takes = partsOf(parent.parent?.childForFieldName('arguments') ?? null);
    if (SEQUENCE.test(method) || (method === 'pop' && !takes.some((each) => !/^-?\d+$/.test(each.text))))
      return 'sequence';
    if (takes.length === 0 || takes.slice(0, 1).every((each) => readLiteral(each.text) !== undefined)) return undefined;
    return LOOKUP.test(method) ? 'lookup' : MEMBER.test(method) ? 'member' : undefined;
  }
  if (/^(?:arguments|argument_list)$/.test(parent.type))
    return fieldText(parent.parent ?? parent, 'function') === 'next' ? 'sequence' : undefined;
  if (/^(?:comparison_operator|binary_expression)$/.test(parent.type)) {
    const isIn = parent.children.some((child) => child?.text === 'in' || child?.text === 'not in');
    const [left] = partsOf(parent);
    return isIn && left?.id !== node.id && readLiteral(left?.text ?? '') === undefined ? 'member' : undefined;
  }
  return isSearched(parent, node) ? 'lookup' : undefined;
}

/** `for key, value in table: if key == wanted: return value`. */
function isSearched(loop: SyntaxNode, table: SyntaxNode): boolean {
  if (!/^(?:for_statement|for_in_statement)$/.test(loop.type) || loop.childForFieldName('right')?.id !== table.id)
    return false;
  const names = new Set(allOfType(loop.childForFieldName('left') ?? loop, 'identifier').map(({ text }) => text));
  const first = [...names][0];
  return allOfType(loop.childForFieldName('body') ?? loop, 'comparison_operator', 'binary_expression').some((node) => {
    const isEqual = node.children.some((child) => /^={2,3}$/.test(child?.text ?? ''));
    return isEqual && partsOf(node).some((part) => unwrapped(part)?.text === first);
  });
}
