import path from 'node:path';
import type { CliResult } from './cliRunnerProcess';
import { RunningCli } from './cliRunnerProcess';
import { repositoryRoot } from './editor/repositoryRoot';
import { ownState } from './ownState';

const CLI = path.join(repositoryRoot, 'dist/cli.js');
const TERMINAL = path.join(__dirname, 'cliRunnerTerminal.py');

interface CliOptions {
  /** Beside the usual environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** User and group to run as. */
  readonly uid?: number;
  /** When it is ended, in milliseconds; undefined for the usual time. */
  readonly longestMs?: number;
}

/** The built command line in one folder, in an environment without any key or setting of the person who runs the tests. */
export class CliRunner {
  constructor(
    private readonly cwd: string,
    private readonly env: Readonly<Record<string, string | undefined>> = {},
  ) {}

  /** Runs a command to its end; its input is no terminal, and empty unless given. */
  run(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    return this.start(args, options).ended;
  }

  start(args: readonly string[], options: CliOptions = {}): RunningCli {
    const { uid, stdin = '', longestMs } = options;
    const running = new RunningCli(process.execPath, [CLI, ...args], {
      cwd: this.cwd,
      env: this.#environment(options.env),
      longestMs,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    running.type(stdin);
    running.endInput();
    return running;
  }

  /** Runs a command at a terminal, whose keys are what is typed and whose screen is standard output. */
  atTerminal(args: readonly string[]): RunningCli {
    return new RunningCli('python3', [TERMINAL, process.execPath, CLI, ...args], {
      cwd: this.cwd,
      env: { ...this.#environment(), TERM: 'xterm', NO_COLOR: '1' },
    });
  }

  #environment(more: CliOptions['env'] = {}): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(?:ANTHROPIC|AGENTFORGE|FORCE_COLOR|OPENAI|AWS|GOOGLE|CLOUD_ML)/.test(name),
    );
    const merged = Object.entries({ ...Object.fromEntries(inherited), ...ownState(this.cwd), ...this.env, ...more });
    return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
  }
}
