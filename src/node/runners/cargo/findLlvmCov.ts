import { dirname, join } from 'node:path';
import { childEnvironment } from '../../childEnvironment';
import { isExecutable } from '../findExecutable';
import { keptVariables } from '../keptVariables';
import { runToEnd } from '../runToEnd';
import { cargoVariables, findCargo } from './cargoProject';

const ANSWER_MS = 10_000;

/**
 * Whether `cargo llvm-cov` can measure: it is there, and so are LLVM's tools, which it would install of itself where nobody can be
 * asked. Undefined when it can; else what is missing and what brings it.
 */
export async function missingForCoverage(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly detail: string; readonly install: string } | undefined> {
  if ((await findCargo('cargo-llvm-cov', env)) === undefined) {
    return { detail: 'cargo-llvm-cov is not installed', install: 'cargo install cargo-llvm-cov' };
  }
  if (env['LLVM_COV'] !== undefined && env['LLVM_PROFDATA'] !== undefined) return undefined;
  const missing = { detail: "LLVM's coverage tools are not installed", install: 'rustup component add llvm-tools' };
  const rustc = await findCargo('rustc', env);
  if (rustc === undefined) return missing;
  const asked = {
    command: rustc,
    args: ['--print', 'target-libdir'],
    cwd: dirname(rustc),
    env: childEnvironment(env, cargoVariables(env)),
  };
  const { output } = await runToEnd(asked, AbortSignal.timeout(ANSWER_MS));
  const name = process.platform === 'win32' ? 'llvm-cov.exe' : 'llvm-cov';
  return (await isExecutable(join(output.trim(), '..', 'bin', name))) ? undefined : missing;
}

/** What `cargo llvm-cov` reads; it installs nothing. */
export function coverageVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return { ...keptVariables(env, ['LLVM_COV', 'LLVM_PROFDATA']), CARGO_LLVM_COV_SETUP: 'no' };
}
