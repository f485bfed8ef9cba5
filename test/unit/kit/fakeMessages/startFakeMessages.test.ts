import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Anthropic } from '@anthropic-ai/sdk';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import type { Script } from '../../../kit/fakeMessages/script';
import type { RunningFakeMessages } from '../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../kit/fakeMessages/startFakeMessages';

const BODY = {
  model: 'claude-sonnet-5-5',
  max_tokens: 100,
  system: 'You write tests.',
  messages: [{ role: 'user' as const, content: 'Write one.' }],
};

function clientOf(url: string): Anthropic {
  return new Anthropic({ apiKey: 'test-key', authToken: null, baseURL: url, maxRetries: 0, logLevel: 'off' });
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'test-key', 'anthropic-version': '2026-10-21', ...headers },
    body: JSON.stringify(body),
  });
}

describe('the fake Messages API', () => {
  let api: RunningFakeMessages;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(async () => {
    if (api.faults.length === 0) await api.close();
    else await assert.rejects(api.close());
  });

  it("gives the SDK's own helper a whole message, with thinking, text, stop reason and usage", async () => {
    api.answer('Hello, wörld', { thinking: 'Hm.', deltas: 3, usage: { input: 7, output: 9 } });
    const message = await clientOf(api.url).messages.stream(BODY).finalMessage();
    assert.deepEqual(
      message.content.map((block) => (block.type === 'text' ? block.text : block.type)),
      ['thinking', 'Hello, wörld'],
    );
    assert.equal(message.stop_reason, 'end_turn');
    assert.deepEqual([message.usage.input_tokens, message.usage.output_tokens], [7, 9]);
  });

  it('sends the events in the order of the API', async () => {
    api.answer('ab', { thinking: 'Hm.', deltas: 1 });
    const text = await (await post(api.url, { ...BODY, stream: true })).text();
    assert.deepEqual(
      [...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name),
      [
        'message_start',
        'content_block_start',
        'content_block_delta',
        'content_block_delta',
        'content_block_stop',
        'content_block_start',
        'ping',
        'content_block_delta',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ],
    );
  });

  it('cuts the bytes where it is told to, inside a character too', async () => {
    api.answer('€€€', { writes: [1, 4] });
    const response = await post(api.url, { ...BODY, stream: true });
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body!) chunks.push(chunk);
    assert.ok(chunks.length > 100, `${chunks.length} chunks`);
    assert.throws(() => {
      for (const chunk of chunks) new TextDecoder('utf-8', { fatal: true }).decode(chunk);
    });
    assert.match(Buffer.concat(chunks).toString('utf8'), /"text":"€€€"/);
  });

  it('waits at a gate until the test opens it, and tells that it stands there', async () => {
    const exchange = api.answer('before|after', { gates: [7] });
    const response = await post(api.url, { ...BODY, stream: true });
    await exchange.paused();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let before = '';
    while (!before.includes('before|')) before += (await reader.read()).value;
    assert.ok(!before.includes('after'));
    exchange.open();
    let after = '';
    for (let read = await reader.read(); !read.done; read = await reader.read()) after += read.value;
    assert.match(after, /"text":"after"/);
    assert.equal(await exchange.closed, 'finished');
  });

  it('tells when the client hung up', async () => {
    const exchange = api.stall('some');
    const abort = new AbortController();
    const response = await fetch(`${api.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'k', 'anthropic-version': '2026-10-21' },
      body: JSON.stringify({ ...BODY, stream: true }),
      signal: abort.signal,
    });
    assert.equal(response.status, 200);
    abort.abort();
    assert.equal(await exchange.closed, 'hung-up');
  });

  for (const status of [400, 401, 402, 403, 404, 408, 409, 413, 429, 500, 503, 529]) {
    it(`answers ${status} in the words of the API`, async () => {
      api.error(status, { headers: { 'retry-after': '3' }, message: 'No.' });
      const response = await post(api.url, { ...BODY, stream: true });
      assert.equal(response.status, status);
      assert.equal(response.headers.get('retry-after'), '3');
      const requestId = response.headers.get('request-id');
      const body: any = await response.json();
      assert.deepEqual([body.type, body.error.message, body.request_id], ['error', 'No.', requestId]);
    });
  }

  const refused: [string, object, Record<string, string>, number][] = [
    ['a temperature', { ...BODY, stream: true, temperature: 0 }, {}, 400],
    ['a prefilled answer', { ...BODY, stream: true, messages: [{ role: 'assistant', content: 'So' }] }, {}, 400],
    ['no limit of tokens', { ...BODY, stream: true, max_tokens: undefined }, {}, 400],
    ['no model', { ...BODY, stream: true, model: undefined }, {}, 400],
    ['no version', { ...BODY, stream: true }, { 'anthropic-version': '' }, 400],
    ['no key', { ...BODY, stream: true }, { 'x-api-key': '' }, 401],
  ];
  for (const [what, body, headers, status] of refused) {
    it(`refuses ${what}, and keeps the script for a better request`, async () => {
      api.answer('fine');
      assert.equal((await post(api.url, body, headers)).status, status);
      assert.equal((await post(api.url, { ...BODY, stream: true })).status, 200);
    });
  }

  it('records what it was asked', async () => {
    api.answer('fine');
    await (await post(api.url, { ...BODY, stream: true })).text();
    assert.equal(api.request().key, 'test-key');
    assert.equal(api.request().body.system, 'You write tests.');
    assert.throws(() => api.request(1), /no request 1: there were 1/);
  });

  it('asks a function for the answer when no script is left', async () => {
    api.answer('first');
    api.respond((request, index) => ({ kind: 'answer', text: `${index}: ${request.body.model}` }));
    const texts: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const message = await clientOf(api.url).messages.stream(BODY).finalMessage();
      texts.push(message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''));
    }
    assert.deepEqual(texts, ['first', '1: claude-sonnet-5-5', '2: claude-sonnet-5-5']);
  });

  it('fails loudly when it is asked more than was scripted', async () => {
    const response = await post(api.url, { ...BODY, stream: true });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /request 1 has no script/);
    await assert.rejects(api.close(), /request 1 has no script/);
    api = await startFakeMessages();
  });

  it('counts tokens and lists models', async () => {
    const client = clientOf(api.url);
    const { model, system, messages } = BODY;
    const { input_tokens } = await client.messages.countTokens({ model, system, messages });
    assert.equal(input_tokens, Math.ceil(JSON.stringify([system, messages]).length / 4));
    const ids: string[] = [];
    for await (const info of client.models.list()) ids.push(`${info.id} ${info.lifecycle}`);
    assert.ok(ids.includes('claude-sonnet-5-5 active'));
    assert.deepEqual(api.requests, []);
  });
});

describe('the fake Messages API as a process', () => {
  it('takes scripts from a file and over HTTP, and tells what it was asked', async function () {
    this.timeout(20_000);
    const folder = await mkdtemp(path.join(tmpdir(), 'fake-messages-'));
    const scripts: Script[] = [{ kind: 'answer', text: 'from the file' }];
    const file = path.join(folder, 'scripts.json');
    await writeFile(file, JSON.stringify(scripts));
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/kit/fakeMessages/serve.ts', file], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = await once(createInterface(child.stdout), 'line');
      const { url } = JSON.parse(line);
      assert.match(await (await post(url, { ...BODY, stream: true })).text(), /from the file/);
      const more: Script[] = [{ kind: 'answer', text: 'over HTTP', gates: [4] }];
      await fetch(`${url}/control/scripts`, { method: 'POST', body: JSON.stringify(more) });
      await fetch(`${url}/control/open?exchange=1`, { method: 'POST' });
      assert.match(await (await post(url, { ...BODY, stream: true })).text(), /"text":" HTTP"/);
      const requests: any = await (await fetch(`${url}/control/requests`)).json();
      assert.deepEqual(
        requests.map((request: any) => request.body.model),
        ['claude-sonnet-5-5', 'claude-sonnet-5-5'],
      );
      assert.deepEqual(await (await fetch(`${url}/control/faults`)).json(), []);
      assert.equal((await fetch(`${url}/control/open?exchange=7`, { method: 'POST' })).status, 400);
    } finally {
      child.kill();
      await rm(folder, { recursive: true });
    }
  });
});
