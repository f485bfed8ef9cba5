import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { startFakeOpenAi } from '../kit/fakeOpenAi/startFakeOpenAi';

const SAMPLE = path.join(repositoryRoot, 'media/sample');

/** The sample, and a server on this machine that first refuses a parameter, then answers. */
export async function setup(workspace: string): Promise<HostSetup> {
  await cp(SAMPLE, workspace, { recursive: true });
  const api = await startFakeOpenAi();
  api.models = ['bigger-coder'];
  api.error(400, { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." });
  api.answer(await readFile(path.join(SAMPLE, '.agentforge/recordings/cart.red.md'), 'utf8'), { deltas: 30 });
  return {
    machineSettings: {
      'agentforge.provider': 'openai',
      'agentforge.openai.baseUrl': api.url,
      'agentforge.openai.model': 'tiny-coder',
      'agentforge.openai.temperature': 0.2,
    },
    env: {
      AGENTFORGE_PROVIDER: '',
      AGENTFORGE_MODEL: '',
      OPENAI_BASE_URL: '',
      OPENAI_API_KEY: '',
      ANTHROPIC_API_KEY: '',
    },
    dispose: () => api.close(),
  };
}
