import type { SyntaxTrees } from '../../core/codebase/syntaxTrees';
import type { Contract } from '../../core/conformance/contracts/contract';
import type { Evaluation } from '../../core/conformance/evaluate/evaluateContracts';
import { evaluateContracts } from '../../core/conformance/evaluate/evaluateContracts';
import type { Environment } from '../environment';
import { NodeWorkspace } from '../nodeWorkspace';
import { projectSources } from './projectSources';
import { commandRunner } from './runCheckCommand';
import { WorkerPatternSearch } from './workerPatternSearch';

interface Asked {
  /** Absolute. */
  readonly root: string;
  readonly environment: Environment;
  readonly trees: SyntaxTrees;
  /** The file of the thread that looks for patterns. */
  readonly program: string;
  /** Whether commands that contracts name may run: only ever because the user said so. */
  readonly commands: 'allowed' | 'not allowed';
  /** These files alone, workspace-relative. */
  readonly only?: readonly string[];
}

/** Holds the files on the disk against contracts. Undefined when it is cancelled. */
export async function checkProject(
  contracts: readonly Contract[],
  { root, environment, trees, program, commands, only }: Asked,
  signal: AbortSignal,
): Promise<Evaluation | undefined> {
  const workspace = new NodeWorkspace(root, environment);
  const search = new WorkerPatternSearch(program);
  const runCommand = commands === 'allowed' ? commandRunner(root, workspace, environment) : undefined;
  try {
    const ports = { files: projectSources(root, workspace), search, trees, runCommand };
    return await evaluateContracts(contracts, only, ports, signal);
  } finally {
    await search.dispose();
  }
}
