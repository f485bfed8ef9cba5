import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { KeyService } from '../../core/model/keyService';
import { problemOfKey } from '../../core/model/keyShape';
import type { FoundKey } from '../models/keyOrder';
import { findKey } from '../models/keyOrder';
import { SecretsFile } from '../models/secretsFile';
import type { Project } from '../project';
import { secretsIn } from '../secretsIn';
import type { CliHost } from './cliHost';
import type { Printer } from './printer';

/** The keys of a terminal: standard input when that is asked for, else the environment, else `.agentforge/secrets.yaml`. */
export class TerminalKeys {
  private readonly used: string[] = [];
  private given: Promise<string | 'cancelled' | undefined> | undefined;

  /** `from`: whether the key is on standard input, or to be asked for. */
  constructor(
    private readonly host: CliHost,
    private readonly project: Project,
    private readonly from: 'stdin' | 'usual places',
  ) {}

  /** What must not be written anywhere. */
  get secrets(): readonly string[] {
    return [...this.used, ...secretsIn(this.host.env)];
  }

  /** The key to use; what is to be said of where it stands is printed. */
  async find(service: KeyService, printer: Printer): Promise<Result<FoundKey | undefined, Problem>> {
    const { host } = this;
    const isOnInput = this.from === 'stdin';
    this.given ??= isOnInput ? readKey(host) : Promise.resolve(undefined);
    const given = await this.given;
    if (given === 'cancelled') return fail({ kind: 'cancelled' });
    if (isOnInput && given === undefined) {
      const detail = 'Standard input holds no API key, and --key-stdin asks for one there.';
      return fail({ kind: 'input-invalid', detail });
    }
    const file = new SecretsFile(this.project.files, host.env);
    const isAnthropics = service === 'anthropic' && (host.env['ANTHROPIC_BASE_URL'] ?? '') === '';
    const problemOf = (key: string) => problemOfKey(key, isAnthropics ? 'anthropic' : 'other');
    const search = await findKey(service, { given, environment: host.env, file, problemOf });
    if (!search.ok) return search;
    const { found, notes } = search.value;
    for (const note of notes) printer.note(note);
    if (found !== undefined) {
      this.used.push(found.key);
      this.project.ports.ownKeys.add(found.key);
    }
    return ok(found);
  }
}

/** The first line of the input; at a terminal it is asked for, and what is typed is not shown. Undefined when there is none. */
async function readKey(host: CliHost): Promise<string | 'cancelled' | undefined> {
  const line = host.stdin.isTTY === true ? await askSilently(host) : (await readAll(host.stdin)).split('\n')[0];
  return line?.trim() || undefined;
}

async function askSilently({ stdin, stderr, signal }: CliHost): Promise<string | 'cancelled' | undefined> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true, historySize: 0 });
  stderr.write('API key (it is not shown, and kept nowhere): ');
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  // While keys are read one by one, Ctrl+C is one of them and no signal.
  const interrupted = new AbortController();
  lines.once('SIGINT', () => interrupted.abort());
  const cancelled = AbortSignal.any([signal, interrupted.signal]);
  try {
    return await lines.question('', { signal: AbortSignal.any([cancelled, ended.signal]) });
  } catch (error) {
    if (cancelled.aborted) return 'cancelled';
    if (ended.signal.aborted) return undefined;
    throw error;
  } finally {
    lines.close();
    stderr.write('\n');
  }
}
