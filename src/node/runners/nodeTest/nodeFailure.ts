import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestFailure } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { listOf, textOf } from '../decode';

/** The failure that an error of the reporter stands for; `root` is absolute, links resolved. */
export function nodeFailure(error: Fields, root: string): TestFailure {
  const message = textOf(error['message']) ?? '';
  const [expected, actual] = [textOf(error['expected']), textOf(error['actual'])];
  const missingModule = missingModuleOf(error, message, root);
  const missingSymbol = missingSymbolOf(message);
  return {
    exception: textOf(error['name']) ?? '',
    message,
    details: textOf(error['stack']) ?? message,
    ...(missingModule === undefined ? {} : { missingModule }),
    ...(missingSymbol === undefined ? {} : { missingSymbol }),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}

/** A workspace-relative path with forward slashes; undefined when it lies outside. */
export function insideRoot(path: string, root: string): string | undefined {
  const inside = relative(root, path);
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
    ? undefined
    : inside.split(sep).join('/');
}

/** The missing file's workspace-relative path, or the name of a package. */
function missingModuleOf(error: Fields, message: string, root: string): string | undefined {
  switch (textOf(error['code'])) {
    case 'ERR_MODULE_NOT_FOUND': {
      const [, kind, name] = /^Cannot find (module|package) '(.+?)'(?: imported from |$)/m.exec(message) ?? [];
      if (name === undefined || kind === 'package') return name;
      const path = name.startsWith('file:') ? fileURLToPath(name) : name;
      return insideRoot(path, root) ?? path;
    }
    case 'MODULE_NOT_FOUND': {
      const [, name] = /^Cannot find module '(.+)'$/m.exec(message) ?? [];
      const [from] = listOf(error['requireStack'], textOf) ?? [];
      if (name === undefined || from === undefined || !/^\.{0,2}\//.test(name)) return name;
      const path = resolve(dirname(from), name);
      return insideRoot(path, root) ?? path;
    }
    default:
      return undefined;
  }
}

const MISSING_SYMBOL = [
  /^The requested module '.*' does not provide an export named '(.+)'$/m,
  /^Named export '(.+?)' not found\. /m,
  // "cart.total is not a function", "(0 , cart_1.total) is not a function", "Cart is not a constructor"
  /(?:^|[.\s])([\p{L}_$][\p{L}\p{N}_$]*)\)? is not a (?:function|constructor)$/mu,
];

function missingSymbolOf(message: string): string | undefined {
  for (const pattern of MISSING_SYMBOL) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
