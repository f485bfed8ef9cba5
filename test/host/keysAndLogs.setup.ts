import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';

const SAMPLE = path.join(repositoryRoot, 'media/sample');
/** Planted: only its own file may ever hold it. */
const KEY = 'sk-ant-planted-27182818-planted';

/** The sample, with a key in the secrets file, and a service that fails at first, and repeats the key in that and in its answer. */
export async function setup(workspace: string): Promise<HostSetup> {
  await cp(SAMPLE, workspace, { recursive: true });
  await writeFile(path.join(workspace, '.agentforge/secrets.yaml'), `anthropic_api_key: ${KEY}\n`);
  await writeFile(path.join(workspace, '.agentforge/generation.yaml'), 'retry:\n  base_delay_seconds: 0.01\n');
  const state = await mkdtemp(path.join(tmpdir(), 'agentforge-state-'));
  const api = await startFakeMessages();
  api.error(500, { message: `no answer for ${KEY}` });
  const answer = await readFile(path.join(SAMPLE, '.agentforge/recordings/cart.red.md'), 'utf8');
  api.answer(`Your key is ${KEY}.\n\n${answer}`, { deltas: 30 });
  return {
    machineSettings: { 'agentforge.anthropic.baseUrl': api.url },
    env: {
      ...{ AGENTFORGE_PROVIDER: '', AGENTFORGE_MODEL: '', AGENTFORGE_NO_LOG: '' },
      ...{ ANTHROPIC_API_KEY: '', ANTHROPIC_BASE_URL: '', XDG_STATE_HOME: state },
    },
    dispose: async () => {
      await rm(state, { recursive: true });
      await api.close();
    },
  };
}
