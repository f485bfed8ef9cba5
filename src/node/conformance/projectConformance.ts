import type { SyntaxTrees } from '../../core/codebase/syntaxTrees';
import type { Conformance, Looked } from '../../core/conformance/conformance';
import type { Environment } from '../environment';
import type { NodeWorkspace } from '../nodeWorkspace';
import type { OwnFiles } from '../ownFiles';
import { systemClock } from '../systemClock';
import { checkProject } from './checkProject';
import { judgeEvaluation } from './judgeEvaluation';
import { loadRules } from './loadRules';

interface Project {
  readonly files: OwnFiles;
  readonly workspace: NodeWorkspace;
  readonly trees: SyntaxTrees;
  readonly environment: Environment;
  /** The file of the thread that looks for patterns. */
  readonly program: string;
}

/** The contracts of a folder, read anew each time: somebody may have changed them. */
export class ProjectConformance implements Conformance {
  constructor(private readonly project: Project) {}

  async look(paths: readonly string[], signal: AbortSignal): Promise<Looked | undefined> {
    const { files, environment, trees, program } = this.project;
    const rules = await loadRules(this.project, systemClock.now().toISOString().slice(0, 10));
    const { contracts, findings } = rules;
    if (findings.length === 0 && !contracts.some(({ origin }) => origin === 'project')) return undefined;
    const asked = { root: files.root, environment, trees, program, commands: 'not allowed', only: paths } as const;
    const evaluation = await checkProject(contracts, asked, signal);
    if (evaluation === undefined) return undefined;
    const report = await judgeEvaluation(evaluation, { root: files.root, environment, rules, only: paths }, signal);
    return report && { report, findings };
  }
}
