import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { ProofLedger } from '../../core/proof/ledger/proofLedger';
import type { LedgerCheck, ScratchCopy } from '../../core/tdflow/ledger/ledgerCheck';
import { describeSystemError, errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { listWithGit } from '../git';
import type { Project, Settings } from '../project';
import { openProject, readSpecification } from '../project';
import { findPython } from '../runners/pytest/findPython';
import type { RunnerPreferences } from '../runners/runnerName';
import { copyForTests } from '../scratch/copyForTests';
import { linkPackages } from '../scratch/linkPackages';
import { ScratchFolder } from '../scratch/scratchFolder';
import { userSeal } from '../seal';

interface CheckOptions {
  readonly project: Project;
  readonly proofs: ProofLedger;
  readonly settings: Pick<Settings, 'config' | 'profile' | 'conventions'>;
  readonly assetsDir: string;
  readonly env: Environment;
  readonly preferences: (testFile: string) => Promise<RunnerPreferences>;
  readonly testTimeLimitMs: number;
}

/** What a check of a project's ledger needs: tests run in copies of the project, in folders for temporary files. */
export function ledgerCheck(options: CheckOptions): LedgerCheck {
  const { project, proofs, settings, testTimeLimitMs } = options;
  const { config, profile, conventions } = settings;
  return {
    ...{ proofs, config, profile, conventions, testTimeLimitMs },
    readSpecification: async (path) => {
      const read = await readSpecification(project, path);
      return read.ok ? ok(read.value.specification) : read;
    },
    copy: (signal) => makeCopy(options, signal),
  };
}

async function makeCopy(options: CheckOptions, signal: AbortSignal): Promise<Result<ScratchCopy, Problem>> {
  const { project, env } = options;
  const seal = await userSeal(env);
  if (!seal.ok) return seal;
  let scratch: ScratchFolder | undefined;
  try {
    scratch = await ScratchFolder.make(seal.value);
    const copied = await copyForTests(project.root, scratch, env, signal);
    if (copied.ok) {
      await linkPackages(project.root, scratch, copied.value);
      return ok(openCopy(scratch, options));
    }
    await scratch.remove();
    return copied;
  } catch (error) {
    await scratch?.remove();
    if (errorCode(error) === undefined) throw error;
    const detail = `The project could not be copied: ${describeSystemError(error)}.`;
    return fail({ kind: 'input-invalid', detail });
  }
}

function openCopy(scratch: ScratchFolder, { project, assetsDir, env, preferences }: CheckOptions): ScratchCopy {
  const inProject = (testFile: string) => withPython(testFile, { root: project.root, env, preferences });
  const { ports, search } = openProject(scratch.copy, assetsDir, env, inProject);
  return {
    ports,
    write: async (path, text) => {
      const before = await ports.writer.current(path);
      const after = text === undefined ? undefined : { bytes: new TextEncoder().encode(text), mode: undefined };
      if (before === 'unreadable') throw new Error(`${path.relative} cannot be read in a copy`);
      if (before === undefined && after === undefined) return ok(undefined);
      return ports.writer.apply([{ path, before, after }]);
    },
    dispose: async () => {
      search.dispose();
      await scratch.remove();
    },
  };
}

/** A virtual environment lies in the project, where git ignores it: the copy has none. */
async function withPython(
  testFile: string,
  { root, env, preferences }: Pick<CheckOptions, 'env' | 'preferences'> & { readonly root: string },
): Promise<RunnerPreferences> {
  const given = { ...(await preferences(testFile)), copyOf: root };
  if (given.python !== undefined || !testFile.endsWith('.py')) return given;
  const python = await findPython({ root, files: [testFile], env, chosen: undefined });
  return python.ok ? { ...given, python: python.value.path } : given;
}

/** Whether git leaves entries of the ledger out of a commit, because rules of the project name their folder. */
export async function isLedgerIgnored(root: string, env: Environment): Promise<boolean> {
  const folder = ['--', '.agentforge/ledger'];
  const ignored = await listWithGit(root, env, ['-oi', '--exclude-standard', ...folder]);
  return (ignored ?? []).some((path) => path.endsWith('.json'));
}
