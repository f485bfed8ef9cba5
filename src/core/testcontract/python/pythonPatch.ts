import { canonicalText } from '../canonicalText';
import type { SourceNode } from '../sourceNode';
import { argumentsOf, dottedName } from './pythonNames';
import { makesMock } from './pythonSight';

const SHARED = /^(builtins|__builtins__|sys|importlib|unittest|pytest|_pytest)$/;
/** Paths for imports and the environment are set-up; modules and functions are not. */
const HARMLESS = /^(sys\.(path|argv)|os\.environ)\b/;
const MONKEYPATCH = /(^|\.)(monkeypatch|mp)\.(setattr|setitem|delattr|delitem|setenv|delenv|syspath_prepend)$/;

/** The text of an expression that replaces something which others see; undefined when it replaces nothing. */
export function patchOf(expression: SourceNode, imported: ReadonlySet<string>): string | undefined {
  const replaces =
    expression.type === 'call' ? callReplaces(expression, imported) : assignmentReplaces(expression, imported);
  return replaces ? canonicalText(expression) : undefined;
}

function callReplaces(call: SourceNode, imported: ReadonlySet<string>): boolean {
  const name = dottedName(call.children[0]) ?? '';
  if (MONKEYPATCH.test(name)) return true;
  if (name === 'setattr' || name === 'delattr') return isShared(argumentsOf(call).positional[0], imported);
  if (/^sys\.(modules|meta_path|path_hooks)\./.test(name)) return true;
  return makesMock(call) && /patch|spy/.test(name);
}

function assignmentReplaces(node: SourceNode, imported: ReadonlySet<string>): boolean {
  if (node.type !== 'assignment' && node.type !== 'augmented_assignment') return false;
  const target = node.children[0];
  if (target?.type !== 'attribute' && target?.type !== 'subscript') return false;
  if (/^(globals\(\)|__builtins__)/.test(canonicalText(target))) return true;
  return !HARMLESS.test(canonicalText(target)) && isShared(target.children[0], imported);
}

/** Whether a value is a module or something in one. */
function isShared(node: SourceNode | undefined, imported: ReadonlySet<string>): boolean {
  const [root = ''] = (dottedName(node) ?? '').split('.');
  return SHARED.test(root) || imported.has(root);
}
