import { join } from 'node:path';
import type { ProcessEnd, ProcessRequest, RunningProcess, StartProcess } from '../processes';
import { startProcess } from '../processes';
import { PushedLines } from '../runners/pushedLines';

/** Forks; there is nothing like it on Windows. */
export const canBeWarm = process.platform !== 'win32';

/**
 * Starts runs of pytest, one after the other, from one process that has loaded it already; anything else as usual. What such a run
 * prints is not told.
 */
export class WarmPytest {
  private server: Server | undefined;

  /** `path`: absolute folders in which modules are looked for before those that are installed. */
  constructor(
    private readonly assetsDir: string,
    private readonly path: readonly string[],
  ) {}

  readonly start: StartProcess = (request, onOutput) => {
    const [flag, module, ...args] = request.args;
    if (flag !== '-m' || module !== 'pytest') return startProcess(request, onOutput);
    if (this.server?.isUsable !== true) this.server = new Server(request, join(this.assetsDir, 'agentforge_warm.py'));
    const { cwd, env } = request;
    return this.server.run({ args, cwd, env, path: this.path });
  };

  async dispose(): Promise<void> {
    await this.server?.end();
    this.server = undefined;
  }
}

/** A line of `agentforge_warm.py`. */
const ENDED = /^\{"(code|signal)": (\d+)\}$/;

/** What `agentforge_warm.py` is asked to run. */
interface Asked extends Pick<ProcessRequest, 'cwd' | 'env'> {
  readonly args: readonly string[];
  readonly path: readonly string[];
}

class Server {
  isUsable = true;
  private readonly process: RunningProcess;
  /** The run that is going on. */
  private current: ((end: ProcessEnd) => void) | undefined;

  constructor({ command, cwd, env }: ProcessRequest, script: string) {
    const lines = new PushedLines((line) => this.read(line));
    this.process = startProcess({ command, args: [script], cwd, env, hasInput: true }, (text, stream) => {
      if (stream === 'stdout') lines.add(text);
    });
    void this.process.ended.then(() => {
      this.isUsable = false;
      this.finish({ kind: 'not-started', detail: 'the process that had loaded pytest ended' });
    });
  }

  run(asked: Asked): RunningProcess {
    const ended = new Promise<ProcessEnd>((resolve) => {
      this.current = resolve;
    });
    const own = this.current;
    this.process.write(`${JSON.stringify(asked)}\n`);
    return {
      ended,
      kill: () => {
        if (this.current === own && own !== undefined) this.process.write('{}\n');
      },
      write() {},
    };
  }

  async end(): Promise<void> {
    this.isUsable = false;
    this.process.kill();
    await this.process.ended;
  }

  /** What packages print while Python loads them is not for us. */
  private read(line: string): void {
    const [, kind, number] = ENDED.exec(line) ?? [];
    if (kind === 'code') this.finish({ kind: 'exited', code: Number(number) });
    else if (kind === 'signal') this.finish({ kind: 'killed', signal: String(number) });
  }

  private finish(end: ProcessEnd): void {
    this.current?.(end);
    this.current = undefined;
  }
}
