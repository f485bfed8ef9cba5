import type { Sight } from '../fileReading';
import { MOCK, OTHER, PLAIN, together } from '../sight';
import type { SourceNode } from '../sourceNode';
import { childrenOf, elementsOf, textOf } from '../sourceNode';
import { argumentsOf, dottedName, lastPart } from './pythonNames';

const MAKERS =
  /^(Mock|MagicMock|AsyncMock|NonCallableMock|NonCallableMagicMock|PropertyMock|create_autospec|mock_open|sentinel)$/;
const PATCHES =
  /(^|\.)(patch(\.(object|dict|multiple))?|mocker\.(patch|spy|stub|async_stub)(\.(object|dict|multiple))?)$/;
const BUILT_IN =
  /^(len|list|tuple|dict|set|frozenset|str|repr|int|float|bool|sorted|reversed|range|enumerate|zip|map|sum|min|max|abs|any|all|type|isinstance|hasattr|getattr|call|ANY|mock|pytest|unittest|next|iter|print|True|False|None)$/;

/** Whether a call makes a mock: `Mock()`, `mocker.patch("a.b")`, `patch.object(a, "b").start()`. */
export function makesMock(call: SourceNode | undefined): boolean {
  if (call?.type !== 'call') return false;
  const name = dottedName(call.children[0]) ?? '';
  return MAKERS.test(lastPart(name)) || PATCHES.test(name.replace(/\.start$/, ''));
}

/** What is known of a function's names: mocks, plain values, and what came from elsewhere. */
export class PythonScope {
  private readonly known = new Map<string, Sight>();

  set(name: string, sight: Sight): void {
    this.known.set(name, sight);
  }

  /** What an expression looks at. */
  look(node: SourceNode | undefined): Sight {
    if (node === undefined) return PLAIN;
    switch (node.type) {
      case 'identifier':
        return this.lookUp(textOf(node));
      case 'attribute':
        return this.lookAtMember(node);
      case 'call':
        return this.lookAtCall(node);
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
      case 'dictionary_comprehension':
        return together(childrenOf(node, 'for_in_clause').map((clause) => this.look(clause.children.at(-1))));
      case 'keyword_argument':
        return this.look(node.children[2]);
      default:
        return together(elementsOf(node).map((child) => this.look(child)));
    }
  }

  private lookUp(name: string): Sight {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    if (BUILT_IN.test(name)) return PLAIN;
    return name === 'self' || name === 'cls' ? OTHER : { mocks: false, other: false, names: [name] };
  }

  private lookAtMember(node: SourceNode): Sight {
    const name = dottedName(node) ?? '';
    const owned = /^(?:self|cls)\.\w+/.exec(name)?.[0];
    if (owned === undefined) return this.look(node.children[0]);
    return this.known.get(owned) ?? { mocks: false, other: false, names: [owned] };
  }

  private lookAtCall(node: SourceNode): Sight {
    if (makesMock(node)) return MOCK;
    const called = this.look(node.children[0]);
    const name = dottedName(node.children[0]) ?? '';
    const given = argumentsOf(node);
    const inputs = together([...given.positional, ...given.named.values()].map((each) => this.look(each)));
    if (BUILT_IN.test(name) || name.startsWith('pytest.') || name.startsWith('mock.')) return inputs;
    // What a mock answers is the mock's, whatever it was asked with.
    if (called.mocks && !called.other) return called;
    if (!called.mocks && !called.other && called.names.length === 0) return inputs;
    return together([called, inputs]);
  }
}
