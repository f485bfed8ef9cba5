// The fake Messages API as a process of its own, for tests that script it from elsewhere (see control.ts):
//   node --import tsx test/kit/fakeMessages/serve.ts [scripts.json]
// Prints one line of JSON, {"url": "http://127.0.0.1:PORT"}, and runs until it is killed.
import { readFile } from 'node:fs/promises';
import { control } from './control';
import type { RunningFakeMessages } from './startFakeMessages';
import { startFakeMessages } from './startFakeMessages';

async function serve(scriptFile: string | undefined): Promise<void> {
  const scripts = scriptFile === undefined ? [] : JSON.parse(await readFile(scriptFile, 'utf8'));
  const api: RunningFakeMessages = await startFakeMessages({
    control: (request, response) => control(api, request, response),
  });
  for (const script of scripts) api.script(script);
  console.log(JSON.stringify({ url: api.url }));
}

void serve(process.argv[2]);
