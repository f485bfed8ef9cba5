import type { RunningFakeMessages } from '../../fakeMessages/startFakeMessages';
import type { HostSetup } from './hostSetup';

/** An editor with a key, whose models are the fake Messages API; that ends with it. */
export function answeredBy(api: RunningFakeMessages): HostSetup {
  return {
    machineSettings: { 'agentforge.anthropic.baseUrl': api.url },
    env: {
      ...{ AGENTFORGE_PROVIDER: '', AGENTFORGE_MODEL: '', AGENTFORGE_NO_LOG: '' },
      ...{ ANTHROPIC_API_KEY: 'sk-ant-test-31415926', ANTHROPIC_BASE_URL: '' },
    },
    dispose: () => api.close(),
  };
}
