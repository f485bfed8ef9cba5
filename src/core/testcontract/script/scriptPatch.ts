import { canonicalText } from '../canonicalText';
import type { SourceNode } from '../sourceNode';
import { argumentsOf, bare, dottedName } from './scriptNames';

const PATCHING_CALLS =
  /^((jest|vi)\.(mock|doMock|unstable_mockModule|spyOn|stubGlobal|stubEnv|setMock|replaceProperty|useFakeTimers)|mock\.(module|method|getter|setter|timers\.enable)|t\.mock\.(module|method|getter|setter)|sinon\.(stub|replace|useFakeTimers)|sandbox\.(stub|replace)|proxyquire|mockery\.registerMock|td\.replace(Esm|Cjs)?|syncBuiltinESMExports|rewiremock|nock)$/;
const DEFINING = /^(Object\.(defineProperty|defineProperties|assign|setPrototypeOf)|Reflect\.(set|defineProperty))$/;
const GLOBALS =
  /^(globalThis|global|window|process|Module|module\.constructor|require|Object|Array|String|Number|Date|Math|JSON|Promise|Error|Map|Set|Function|console|assert|expect|RegExp)\b/;
/** The environment is set-up. */
const HARMLESS = /^process\.env\b/;

/** The text of an expression that replaces something which others see; undefined when it replaces nothing. */
export function patchOf(expression: SourceNode, imported: ReadonlySet<string>): string | undefined {
  const node = bare(expression);
  if (node?.type === 'call_expression') {
    const name = dottedName(node.children[0]) ?? '';
    const [target] = argumentsOf(node);
    const defines = DEFINING.test(name) && target !== undefined && isShared(target, imported);
    const stubs = !/stub$/.test(name) || argumentsOf(node).length > 0;
    return (PATCHING_CALLS.test(name) && stubs) || defines ? canonicalText(node) : undefined;
  }
  if (node?.type !== 'assignment_expression' && node?.type !== 'augmented_assignment_expression') return undefined;
  const target = node.children[0];
  const isMember = target?.type === 'member_expression' || target?.type === 'subscript_expression';
  return target !== undefined && isMember && isShared(target, imported) ? canonicalText(node) : undefined;
}

/** Whether a value is a global, a module, or something in one. */
function isShared(target: SourceNode, imported: ReadonlySet<string>): boolean {
  const text = canonicalText(target);
  if (HARMLESS.test(text)) return false;
  const [root = ''] = text.split(/[.[(]/);
  return GLOBALS.test(text) || imported.has(root) || /\.prototype\b/.test(text);
}
