import type { Sight } from '../fileReading';
import { MOCK, OTHER, PLAIN, together } from '../sight';
import type { SourceNode } from '../sourceNode';
import { elementsOf, textOf } from '../sourceNode';
import { argumentsOf, bare, dottedName, FUNCTIONS, lastPart } from './scriptNames';

const MAKERS =
  /^(fn|spyOn|stub|spy|fake|mocked|createStubInstance|createMockFromModule|func|createSpy|createSpyObj|mockDeep)$/;
const MOCKING = /^(jest|vi|sinon|sandbox|mock|td|jasmine|t\.mock|ctx\.mock|context\.mock)\./;
const BUILT_IN =
  /^(expect|assert|Object|Array|JSON|Math|String|Number|Boolean|Promise|undefined|NaN|Infinity|Map|Set|Symbol|RegExp|structuredClone|jest|vi|sinon|Buffer|Uint8Array|BigInt|parseInt|parseFloat)$/;

/** Whether a call makes a mock: `jest.fn()`, `sinon.stub(a, "b")`, `t.mock.fn().mockReturnValue(1)`. */
function makesMock(call: SourceNode | undefined): boolean {
  if (call?.type !== 'call_expression') return false;
  const name = dottedName(call.children[0]) ?? '';
  if (/^(createSpyObj|mockDeep|createStubInstance)$/.test(name)) return true;
  if (!MOCKING.test(name)) return false;
  return name.split('.').some((part) => MAKERS.test(part)) || /(^|\.)mock\.(method|getter|setter)$/.test(name);
}

/** What is known of a function's names. */
export class ScriptScope {
  private readonly known = new Map<string, Sight>();

  /** @param outer what is known round the function */
  constructor(private readonly outer?: ScriptScope) {}

  set(name: string, sight: Sight): void {
    this.known.set(name, sight);
  }

  has(name: string): boolean {
    return this.find(name) !== undefined;
  }

  private find(name: string): Sight | undefined {
    return this.known.get(name) ?? this.outer?.find(name);
  }

  look(value: SourceNode | undefined): Sight {
    const node = bare(value);
    if (node === undefined) return PLAIN;
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.lookUp(textOf(node));
      case 'this':
        return OTHER;
      case 'member_expression':
        return this.lookAtMember(node);
      case 'call_expression':
        return this.lookAtCall(node);
      case 'new_expression':
        return together(node.children.slice(1).map((child) => this.look(child)));
      default:
        // What a function mentions is looked at when it is called.
        return FUNCTIONS.has(node.type)
          ? together(node.children.slice(-1).map((child) => this.look(child)))
          : together(elementsOf(node).map((child) => this.look(child)));
    }
  }

  private lookUp(name: string): Sight {
    const known = this.find(name);
    if (known !== undefined) return known;
    return BUILT_IN.test(name) ? PLAIN : { mocks: false, other: false, names: [name] };
  }

  private lookAtMember(node: SourceNode): Sight {
    const [object] = node.children;
    if (object?.type !== 'this') return this.look(object);
    const name = dottedName(node) ?? '';
    return this.find(name) ?? { mocks: false, other: false, names: [name] };
  }

  private lookAtCall(node: SourceNode): Sight {
    if (makesMock(node)) return MOCK;
    const called = this.look(node.children[0]);
    const inputs = together(argumentsOf(node).map((each) => this.look(each)));
    if (called.mocks && !called.other) return called;
    const name = dottedName(node.children[0]) ?? '';
    if (BUILT_IN.test(name.split('.')[0] ?? '') || lastPart(name) === '') return together([called, inputs]);
    return !called.other && called.names.length === 0 ? inputs : together([called, inputs]);
  }
}
