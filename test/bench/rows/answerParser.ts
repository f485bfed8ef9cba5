import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Anthropic } from '@anthropic-ai/sdk';
import { ResponseParser } from '../../../src/core/response/parser';
import { repositoryRoot } from '../../kit/editor/repositoryRoot';
import type { Script } from '../../kit/fakeMessages/script';
import type { Round } from '../benchRow';

export const name = 'answer parser, 1 MB answer';
export const peer = "the SDK's own time on the same stream";
export const unit = 'ms';

const ROUNDS = 7;
const ANSWER_SIZE = 1_000_000;
/** About five tokens. */
const DELTA_SIZE = 20;

/** Processor time of this process; the service is another one. The first round warms up. */
export async function run(): Promise<readonly Round[]> {
  const answer = largeAnswer();
  const { child, url } = await startService();
  try {
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) rounds.push(await measure(url, answer));
    return rounds.slice(1);
  } finally {
    child.kill();
  }
}

async function measure(url: string, answer: string): Promise<Round> {
  const script: Script = { kind: 'answer', text: answer, deltas: DELTA_SIZE };
  await fetch(`${url}/control/scripts`, { method: 'POST', body: JSON.stringify([script]) });
  const deltas: string[] = [];
  const peer = await processorTime(() => streamInto(deltas, url));
  if (deltas.join('') !== answer) throw new Error('the stream did not bring the answer');
  const ours = await processorTime(async () => {
    const parser = new ResponseParser();
    for (const delta of deltas) parser.push(delta);
    parser.end();
  });
  return { ours, peer };
}

async function streamInto(deltas: string[], url: string): Promise<void> {
  const client = new Anthropic({ apiKey: 'bench', authToken: null, baseURL: url, maxRetries: 0, logLevel: 'off' });
  const stream = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 128_000,
    messages: [{ role: 'user', content: 'Write a megabyte.' }],
    stream: true,
  });
  for await (const event of stream) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') deltas.push(event.delta.text);
  }
}

async function processorTime(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function largeAnswer(): string {
  const parts: string[] = [];
  let size = 0;
  for (let file = 0; size < ANSWER_SIZE; file++) {
    const lines = Array.from(
      { length: 60 },
      (_, line) => `    assert total(${line}) == ${line * file}, "line ${line}"`,
    );
    const part = `File ${file} tests the totals.\n\n\`\`\`python:tests/test_${file}.py\n${lines.join('\n')}\n\`\`\`\n\n`;
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, ANSWER_SIZE);
}

async function startService(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/kit/fakeMessages/serve.ts'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, url: JSON.parse(line).url };
}
