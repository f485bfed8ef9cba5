import { setImmediate } from 'node:timers/promises';
import { ok } from '../../../src/core/lib/result';
import { MessageReader } from '../../../src/node/models/claude/messageReader';
import { streamAnswer } from '../../../src/node/models/streamAnswer';
import { asInTheFaces, generateCart } from '../../kit/generateCart';
import type { Round } from '../benchRow';

export const name = 'preview of a file after the chunk that ends its first line, 99th percentile';
export const peer = 'one frame of a screen, the limit';
export const unit = 'ms';

const FRAME_MS = 16;
const ROUNDS = 7;
const FILES = 200;
const LINES = 60;
/** About five tokens. */
const DELTA_SIZE = 20;
const MODEL = 'claude-sonnet-5-5';

/** From the event of the service to the event that the faces draw; the first round warms up. */
export async function run(): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const delays = (await delaysOf(answerOf(FILES))).sort((a, b) => a - b);
    const p99 = delays[Math.ceil(delays.length * 0.99) - 1];
    if (delays.length !== FILES || p99 === undefined) throw new Error(`${delays.length} of ${FILES} files were seen`);
    if (round > 0) rounds.push({ ours: p99, peer: FRAME_MS });
  }
  return rounds;
}

async function delaysOf({ text, firstLineEnds }: Answer): Promise<number[]> {
  const sent: number[] = [];
  const delays: number[] = [];
  async function* events() {
    yield { type: 'message_start', message: { model: MODEL } };
    for (let from = 0; from < text.length; from += DELTA_SIZE) {
      await setImmediate();
      const to = from + DELTA_SIZE;
      for (const end of firstLineEnds) if (end > from && end <= to) sent.push(performance.now());
      yield { type: 'content_block_delta', delta: { type: 'text_delta', text: text.slice(from, to) } };
    }
    yield { type: 'message_delta', delta: { stop_reason: 'end_turn' } };
    yield { type: 'message_stop' };
  }
  const provider = asInTheFaces({
    label: 'bench',
    modelName: MODEL,
    isMetered: true,
    stream: (_request, signal) =>
      streamAnswer(
        { reader: new MessageReader(MODEL), open: async () => ok(events()), limits: { idleMs: 60_000 } },
        signal,
      ),
  });
  await generateCart(provider, new AbortController().signal, (event) => {
    if (event.kind !== 'changes' || delays.length === sent.length) return;
    if (event.changes.files.length === sent.length && event.changes.files.at(-1)?.text !== '') {
      delays.push(performance.now() - (sent.at(-1) ?? 0));
    }
  });
  return delays;
}

interface Answer {
  readonly text: string;
  /** Behind the line feed of each file's first line. */
  readonly firstLineEnds: readonly number[];
}

function answerOf(files: number): Answer {
  let text = '';
  const firstLineEnds: number[] = [];
  for (let file = 0; file < files; file++) {
    text += `Part ${file}:\n\n\`\`\`python:src/part_${file}.py\n`;
    for (let line = 0; line < LINES; line++) {
      text += `VALUE_${line} = ${line * file}  # what it is for\n`;
      if (line === 0) firstLineEnds.push(text.length);
    }
    text += '```\n\n';
  }
  return { text, firstLineEnds };
}
