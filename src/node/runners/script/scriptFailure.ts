import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestFailure } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { listOf, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import type { FrameOptions } from './scriptFrames';
import { scriptFrames } from './scriptFrames';

/**
 * The failure that an error stands for: `name`, `message`, `stack`, `code`, `requireStack`, and `expected` and `actual` as text.
 */
export function scriptFailure(error: Fields, options: FrameOptions): TestFailure {
  const message = textOf(error['message']) ?? '';
  const stack = textOf(error['stack']);
  const [expected, actual] = [textOf(error['expected']), textOf(error['actual'])];
  const missingModule = missingModuleOf(error, message, options.root);
  const missingSymbol = missingSymbolOf(message);
  const frames = stack === undefined ? undefined : scriptFrames(stack, message, options);
  return {
    exception: textOf(error['name']) ?? '',
    message,
    details: stack ?? message,
    ...(missingModule === undefined ? {} : { missingModule }),
    ...(missingSymbol === undefined ? {} : { missingSymbol }),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(frames === undefined ? {} : { frames }),
  };
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
