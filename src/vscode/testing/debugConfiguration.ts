import { join } from 'node:path';
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
  /** What it launches, one program at a time. */
  configure(command: TestCommand): readonly Launch[];
}

/** `of`: what tells it from the command's other launches. */
type Launch = { readonly of?: string } & Readonly<Record<string, unknown>>;

const PYTHON: Debugger = {
  type: 'debugpy',
  extension: 'ms-python.debugpy',
  configure: ({ program, args, cwd }) => [{ python: program, module: 'pytest', args: args.slice(2), cwd }],
};

const NODE: Debugger = {
  type: 'node',
  extension: 'ms-vscode.js-debug',
  configure: ({ program, args, cwd }) => [{ runtimeExecutable: program, runtimeArgs: args, cwd }],
};

/** Delve builds one package and starts it in the package's own folder, as `go test` does. */
const GO: Debugger = {
  type: 'go',
  extension: 'golang.go',
  configure: ({ args, cwd }) => {
    const pattern = args.find((arg) => arg.startsWith(GO_RUN))?.slice(GO_RUN.length);
    const chosen = pattern === undefined ? [] : ['-test.run', pattern];
    const packages = args.filter((arg) => arg.startsWith('.'));
    return packages.map((of) => ({ of, mode: 'test', program: join(cwd, of), args: chosen }));
  },
};

const GO_RUN = '-run=';

const BY_RUNNER: Readonly<Record<string, Debugger>> = {
  pytest: PYTHON,
  'node:test': NODE,
  mocha: NODE,
  vitest: NODE,
  jest: NODE,
  'go test': GO,
};

/** How the language's debugger starts a runner's command; a problem when there is none, or its extension is not installed. */
export function debugConfigurations(
  runner: string,
  command: TestCommand,
): Result<readonly DebugConfiguration[], Problem> {
  const known = BY_RUNNER[runner];
  if (known === undefined) return fail(undebuggable(`Tests of ${runner} cannot be debugged from here`, command));
  if (!isContributed(known.type)) return fail({ kind: 'debugger-missing', extension: known.extension });
  const launches = known.configure(command);
  // The editor puts values there, and runs commands: a name in a repository must not.
  if (JSON.stringify(launches).includes('${')) {
    return fail(undebuggable(`The editor would replace the \${ of a name, so it cannot debug this`, command));
  }
  const all = { type: known.type, request: 'launch', console: 'internalConsole' };
  const name = `AgentForge: ${command.text}`;
  return ok(
    launches.map(({ of, ...launch }) => ({
      ...all,
      name: of === undefined || launches.length === 1 ? name : `${name} (${of})`,
      ...launch,
    })),
  );
}

function undebuggable(why: string, { text }: TestCommand): Problem {
  return { kind: 'input-invalid', detail: `${why}; run ${text}` };
}

function isContributed(type: string): boolean {
  return extensions.all.some(({ packageJSON }: { readonly packageJSON: Manifest }) =>
    packageJSON.contributes?.debuggers?.some((each) => each.type === type),
  );
}

interface Manifest {
  readonly contributes?: { readonly debuggers?: readonly { readonly type: string }[] };
}
