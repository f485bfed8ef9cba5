import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { findExecutable } from '../findExecutable';
import { keptVariables } from '../keptVariables';
import { foldersAbove } from '../projectFolder';

export interface DotnetProject {
  /** Absolute path of `dotnet`. */
  readonly program: string;
  /** Workspace-relative folder of the project file. */
  readonly folder: string;
  /** The project file, from that folder. */
  readonly file: string;
}

/** The `dotnet` on PATH and the nearest C# project above all of the files. */
export async function findDotnetProject(
  root: string,
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<DotnetProject, Problem>> {
  const program = await findExecutable('dotnet', env);
  if (program === undefined) return fail(dotnetMissing('there is no dotnet on PATH'));
  for (const folder of foldersAbove(files)) {
    const names = await readdir(join(root, folder)).catch((): string[] => []);
    const file = names.filter((name) => name.endsWith('.csproj')).sort()[0];
    // A name may look like an option.
    if (file !== undefined) return ok({ program, folder, file: file.startsWith('-') ? `./${file}` : file });
  }
  const install = 'dotnet new xunit';
  return fail({
    kind: 'runner-missing',
    runner: 'dotnet test',
    detail: 'there is no .csproj above the tests',
    install,
  });
}

export function dotnetMissing(detail: string): Problem {
  const install = 'install the .NET SDK (https://dotnet.microsoft.com/download)';
  return { kind: 'runner-missing', runner: 'dotnet test', detail, install };
}

/** Where .NET finds itself and its packages. */
export function dotnetVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return {
    ...keptVariables(env, ['DOTNET_ROOT', 'DOTNET_CLI_HOME', 'NUGET_PACKAGES']),
    // What is read is in English, and nothing is sent anywhere.
    ...{ DOTNET_CLI_UI_LANGUAGE: 'en', DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
  };
}
