import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { Recording } from '../../core/model/recording';
import { ALTERED, parseRecording, printRecording } from '../../core/model/recording';
import type { Recorder } from '../../core/model/withRecording';
import { writeAtomically } from '../atomicFile';
import { describeSystemError } from '../describeSystemError';
import type { CliHost } from './cliHost';
import { readInput } from './readInput';

interface TerminalRecorder extends Recorder {
  /** What became of the recording, in a sentence. */
  words(): string;
}

const PRIVATE_FILE = 0o600;

/** Records into a new file that only the user can read. A file that is there already is left alone, and a run goes on without. */
export function recordTo(host: CliHost, file: string, secrets: Recorder['secrets']): TerminalRecorder {
  const path = resolve(host.cwd, file);
  let outcome = existsSync(path)
    ? `${file} is there already, so nothing was recorded.`
    : 'No model was asked, so nothing was recorded.';
  const isFree = !existsSync(path);
  return {
    secrets,
    words: () => outcome,
    async save(recording: Recording) {
      if (!isFree) return;
      try {
        await writeAtomically(path, new TextEncoder().encode(printRecording(recording)), PRIVATE_FILE);
        const altered = recording.isAltered ? ` ${ALTERED}` : '';
        outcome = `Recorded in ${file}.${altered} Look into it before you give it away; --provider recorded --recording ${file} replays it.`;
      } catch (error) {
        outcome = `${file} cannot be written, so nothing was recorded: ${describeSystemError(error)}`;
      }
    },
  };
}

export async function readTerminalRecording(host: CliHost, file: string): Promise<Result<Recording, Problem>> {
  const text = await readInput(host, file);
  if (!text.ok) return text;
  const recording = parseRecording(text.value);
  return recording.ok
    ? ok(recording.value)
    : fail({ kind: 'input-invalid', detail: `${file} cannot be replayed: ${recording.problem}.` });
}
