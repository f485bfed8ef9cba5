import type { Rules } from '../conformance/loadRules';
import { loadRules } from '../conformance/loadRules';
import { NodeWorkspace } from '../nodeWorkspace';
import { OwnFiles } from '../ownFiles';
import { findRoot } from '../project';
import { systemClock } from '../systemClock';
import type { CliHost } from './cliHost';

/** A project with what it is held against. */
export interface ConformanceProject {
  /** Absolute. */
  readonly root: string;
  readonly files: OwnFiles;
  readonly workspace: NodeWorkspace;
  readonly rules: Rules;
}

export async function openConformance(host: CliHost): Promise<ConformanceProject> {
  const root = findRoot(host.cwd);
  const files = new OwnFiles(root);
  const workspace = new NodeWorkspace(root, host.env);
  const today = systemClock.now().toISOString().slice(0, 10);
  return { root, files, workspace, rules: await loadRules({ workspace, files }, today) };
}
