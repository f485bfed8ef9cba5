import type { DebugConfiguration } from 'vscode';
import { extensions } from 'vscode';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { TestCommand } from '../../core/testrun/runner';

interface Debugger {
  /** The type under which an extension contributes it. */
  readonly type: string;
  /** The extension that is usually installed for it. */
  readonly extension: string;
  configure(command: TestCommand): object;
}

const PYTHON: Debugger = {
  type: 'debugpy',
  extension: 'ms-python.debugpy',
  configure: ({ program, args, cwd }) => ({ python: program, module: 'pytest', args: args.slice(2), cwd }),
};

const NODE: Debugger = {
  type: 'node',
  extension: 'ms-vscode.js-debug',
  configure: ({ program, args, cwd }) => ({ runtimeExecutable: program, runtimeArgs: args, cwd }),
};

const BY_RUNNER: Readonly<Record<string, Debugger>> = {
  pytest: PYTHON,
  'node:test': NODE,
  mocha: NODE,
  vitest: NODE,
  jest: NODE,
};

/** How the language's debugger starts a runner's command; a problem when there is none, or its extension is not installed. */
export function debugConfiguration(runner: string, command: TestCommand): Result<DebugConfiguration, Problem> {
  const known = BY_RUNNER[runner];
  if (known === undefined) {
    return fail({
      kind: 'input-invalid',
      detail: `Tests of ${runner} cannot be debugged from here; run ${command.text}`,
    });
  }
  if (!isContributed(known.type)) return fail({ kind: 'debugger-missing', extension: known.extension });
  const name = `AgentForge: ${command.text}`;
  return ok({ type: known.type, request: 'launch', name, console: 'internalConsole', ...known.configure(command) });
}

function isContributed(type: string): boolean {
  return extensions.all.some(({ packageJSON }: { readonly packageJSON: Manifest }) =>
    packageJSON.contributes?.debuggers?.some((each) => each.type === type),
  );
}

interface Manifest {
  readonly contributes?: { readonly debuggers?: readonly { readonly type: string }[] };
}
