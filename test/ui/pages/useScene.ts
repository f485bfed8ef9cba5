import type { RunningFakeMessages } from '../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../kit/fakeMessages/startFakeMessages';
import type { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import type { Tree } from './tree';
import { useWorkbench } from './useWorkbench';
import type { Workbench, WorkbenchOptions } from './workbench';

/** A window over a project of a user, and the model behind it. */
export interface Scene {
  readonly workbench: Workbench;
  readonly project: WorkspaceBuilder;
  readonly api: RunningFakeMessages;
  /** The TDFLOW view. */
  readonly tree: Tree;
  /** The AgentForge Review view. */
  readonly review: Tree;
  /** The History view. */
  readonly history: Tree;
}

type SceneOptions = Omit<WorkbenchOptions, 'folder' | 'env'> & {
  readonly project: () => Promise<WorkspaceBuilder>;
  /** Whether ANTHROPIC_API_KEY is set. Default true. */
  readonly key?: boolean;
  readonly env?: () => Promise<Readonly<Record<string, string>>>;
};

/** Opens a project with the fake Messages API behind the extension, for the tests of the surrounding `describe`. */
export function useScene({ project: build, key = true, env, ...options }: SceneOptions): () => Scene {
  let api: RunningFakeMessages;
  let project: WorkspaceBuilder;
  before(async () => {
    [api, project] = [await startFakeMessages(), await build()];
  });
  const workbench = useWorkbench(async () => ({
    ...options,
    folder: project.root,
    machineSettings: { 'agentforge.anthropic.baseUrl': api.url, ...options.machineSettings },
    env: { ...(key ? { ANTHROPIC_API_KEY: 'sk-ant-test-0123456789' } : {}), ...(await env?.()) },
  }));
  after(async () => {
    await project.dispose();
    await api.close();
  });
  return () => ({
    workbench: workbench(),
    project,
    api,
    tree: workbench().tree('TDFLOW'),
    review: workbench().tree('AgentForge Review'),
    history: workbench().tree('History'),
  });
}
