import { relative } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Settlement } from '../../core/apply/rollBack';
import type { Problem } from '../../core/errors';
import { MODES, PHASE_LABEL, WRITING_PHASES } from '../../core/phase';
import { SHORTEST_PART } from '../../core/prompt/splitPrompt';
import { describeSystemError, errorCode } from '../describeSystemError';
import { findRoot } from '../project';
import { RUNNER_NAMES } from '../runners/runnerName';
import { PROVIDERS } from './chooseProvider';
import type { CliHost } from './cliHost';
import { demoCommand } from './demoCommand';
import { EXIT, exitCodeOf } from './exitCode';
import { HumanPrinter } from './humanPrinter';
import { JsonPrinter } from './jsonPrinter';
import type { LogOptions } from './logCommand';
import { logCommand } from './logCommand';
import type { ModelsOptions } from './modelsCommand';
import { modelsCommand } from './modelsCommand';
import type { PhaseOptions } from './phaseCommand';
import { runPhaseCommand } from './phaseCommand';
import type { Printer } from './printer';
import type { RollbackOptions } from './sessionCommands';
import {
  costCommand,
  historyCommand,
  listCommand,
  resumeCommand,
  rollbackCommand,
  startCommand,
  statusCommand,
} from './sessionCommands';
import type { WaiveOptions } from './waiveCommand';
import { waiveCommand } from './waiveCommand';

const EXIT_CODES = `
Exit codes:
  0    done
  1    the verdict was not reached, or nothing was accepted
  2    bad input or usage
  3    the model failed, or its answer could not be used
  4    the service limits the key, and nobody could be asked to confirm what is written
  70   a fault of AgentForge itself
  130  cancelled`;

interface SpeakOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** The command line as a function: argv and streams in, exit code out. */
export async function runCli(host: CliHost): Promise<number> {
  let code: number = EXIT.done;
  const program = buildProgram(host, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...host.argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    const problem = refusedFile(error, host.cwd);
    if (problem === undefined) throw error;
    createPrinter(host, { json: host.argv.includes('--json') }).problem(problem);
    return exitCodeOf(problem);
  }
  return code;
}

function buildProgram(host: CliHost, finish: (code: number) => void): Command {
  const program = new Command('agentforge')
    .description('Turns a specification into tested code, one component at a time, in honest TDD.')
    .version(host.version)
    .configureOutput({ writeOut: (text) => host.stdout.write(text), writeErr: (text) => host.stderr.write(text) })
    .exitOverride()
    .showHelpAfterError()
    .addHelpText('after', EXIT_CODES);
  const printerFor = (options: SpeakOptions): Printer => createPrinter(host, options);
  const running =
    (more: Partial<PhaseOptions>) =>
    async (options: PhaseOptions & SpeakOptions): Promise<void> => {
      finish(await runPhaseCommand(host, { ...options, ...more }, printerFor(options)));
    };

  speaking(generating(program.command('generate')))
    .description('Generates the files of one phase, applies what is accepted, runs the tests and gives the verdict.')
    .addOption(new Option('--phase <phase>', 'the phase').choices([...WRITING_PHASES]))
    .option('--fix <file>', 'repair what a runner’s report or output, or a saved verdict, says')
    .addHelpText(
      'after',
      examples(
        'agentforge generate --spec specs/shop.yaml --phase red --component cart',
        'agentforge generate --fix report.txt',
      ),
    )
    .action(async (options: PhaseOptions & SpeakOptions) => {
      if (options.phase === undefined && options.fix === undefined)
        program.error('error: give --phase red|green|refactor, or --fix FILE');
      if (options.spec === undefined && options.fix === undefined) program.error('error: give --spec PATH');
      await running({})(options);
    });

  speaking(testing(program.command('parse-response')))
    .description('Takes an answer that a model gave elsewhere: parse, review, apply, test, verdict.')
    .argument('<file>', 'the answer, or - for standard input (then with --yes)')
    .option('--spec <path>', 'the specification; an answer that names its prompt says it itself')
    .addOption(new Option('--phase <phase>', 'the phase that the answer is for').choices([...WRITING_PHASES]))
    .option('--component <name>', 'the component')
    .option('--yes', YES)
    .addHelpText(
      'after',
      examples(
        'agentforge parse-response answer.md',
        'agentforge parse-response answer.md --spec specs/shop.yaml --phase red --component cart',
        'pbpaste | agentforge parse-response - --yes      (or wl-paste, xclip -o -selection clipboard)',
      ),
    )
    .action((file: string, options: PhaseOptions & SpeakOptions) => running({ answer: file })(options));

  addTdflow(program, host, { finish, printerFor, running });

  speaking(program.command('log'))
    .description('Shows what was said to models and by them in this project, the newest first; no key is in it.')
    .option('--last <number>', 'so many of the newest (20)', counted)
    .addHelpText('after', examples('agentforge log --last 5', 'agentforge log --json | jq .cost'))
    .action(async (options: LogOptions) => finish(await logCommand(host, options)));

  speaking(program.command('models'))
    .description('Lists the models of Claude with their limits, prices and ends.')
    .option('--refresh', 'ask the service for its list, whatever was kept of it')
    .option('--key-stdin', 'the first line of standard input is the key')
    .addHelpText('after', examples('agentforge models', 'agentforge models --json'))
    .action(async (options: ModelsOptions & SpeakOptions) =>
      finish(await modelsCommand(host, options, printerFor(options))),
    );

  speaking(program.command('demo'))
    .description('Takes the bundled sample through all four phases, in a copy, with recorded answers.')
    .addHelpText('after', examples('agentforge demo'))
    .action(async (options: SpeakOptions) => finish(await demoCommand(host, printerFor(options))));
  return program;
}

interface Wiring {
  readonly finish: (code: number) => void;
  readonly printerFor: (options: SpeakOptions) => Printer;
  readonly running: (more: Partial<PhaseOptions>) => (options: PhaseOptions & SpeakOptions) => Promise<void>;
}

function addTdflow(program: Command, host: CliHost, { finish, printerFor, running }: Wiring): void {
  const tdflow = program
    .command('tdflow')
    .description('Works on a session: what is not given comes from the current one.');
  speaking(tdflow.command('start'))
    .description('Starts a session over a specification.')
    .requiredOption('--spec <path>', 'the specification')
    .addHelpText('after', examples('agentforge tdflow start --spec specs/shop.yaml'))
    .action(async (options: { spec: string } & SpeakOptions) =>
      finish(await startCommand(host, options.spec, printerFor(options))),
    );
  for (const phase of WRITING_PHASES) {
    speaking(generating(tdflow.command(phase)))
      .description(
        `Runs ${PHASE_LABEL[phase]}: generates, applies what is accepted, runs the tests and gives the verdict.`,
      )
      .option('--prove', 'only run the tests that are there and judge them; no model is called')
      .addHelpText('after', examples(`agentforge tdflow ${phase} --component cart --yes`))
      .action(running({ phase }));
  }
  speaking(testing(tdflow.command('verify')))
    .description('Looks at syntax and tests, and says what it did not look at.')
    .option('--spec <path>', 'the specification')
    .option('--component <name>', 'the component')
    .addHelpText('after', examples('agentforge tdflow verify --component cart'))
    .action(running({ phase: 'verify' }));
  speaking(tdflow.command('status'))
    .description('Shows where the current session stands.')
    .addHelpText('after', examples('agentforge tdflow status'))
    .action(async (options: SpeakOptions) => finish(await statusCommand(host, printerFor(options))));
  speaking(tdflow.command('waive'))
    .description('Accepts with a reason what RED does not, for the tests as they are: only a person can.')
    .argument('<component>', 'the component')
    .option('--test <id>', 'a single test that the last RED verdict names')
    .option('--symbol <name>', 'a method that no test proves, such as Cart.clear')
    .option('--requirement <id>', 'a requirement that no test proves, such as FR-001')
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      examples('agentforge tdflow waive cart --symbol Cart.clear --reason "emptiness is all that there is to see"'),
    )
    .action(async (component: string, options: WaiveOptions & SpeakOptions) =>
      finish(await waiveCommand(host, component, options, printerFor(options))),
    );
  speaking(tdflow.command('resume'))
    .description('Makes a session the current one and undoes what a killed run left half done.')
    .argument('[session]', 'its id; the last touched one when left away')
    .addHelpText('after', examples('agentforge tdflow resume tdflow_20261121_101500_000000'))
    .action(async (id: string | undefined, options: SpeakOptions) =>
      finish(await resumeCommand(host, id, printerFor(options))),
    );
  speaking(tdflow.command('cost'))
    .description('Shows what the current session cost, and what was spent today.')
    .addHelpText('after', examples('agentforge tdflow cost'))
    .action(async (options: SpeakOptions) => finish(await costCommand(host, printerFor(options))));
  speaking(tdflow.command('list'))
    .description('Lists the sessions, the current one first.')
    .addHelpText('after', examples('agentforge tdflow list'))
    .action(async (options: SpeakOptions) => finish(await listCommand(host, printerFor(options))));
  speaking(tdflow.command('history'))
    .description('Shows what was generated in the current session, the newest first, and what of it is in place.')
    .addHelpText('after', examples('agentforge tdflow history'))
    .action(async (options: SpeakOptions) => finish(await historyCommand(host, printerFor(options))));
  speaking(tdflow.command('rollback'))
    .description('Takes back one generation, and keeps what you typed since.')
    .argument('[generation]', 'its number in the history; the newest that is in place when left away')
    .addOption(new Option('--to <number>', 'back to a point: all that are newer').argParser(number).conflicts(ONE_ONLY))
    .option('--component <name>', 'only of this component')
    .addOption(new Option('--phase <phase>', 'only of this phase').choices([...WRITING_PHASES]))
    .addOption(
      new Option('--on-conflict <how>', 'what becomes of a file in which you changed the same lines').choices([
        ...SETTLEMENTS,
      ]),
    )
    .addHelpText(
      'after',
      examples('agentforge tdflow rollback', 'agentforge tdflow rollback 7', 'agentforge tdflow rollback --to 4'),
    )
    .action(async (generation: string | undefined, options: Omit<RollbackOptions, 'generation'> & SpeakOptions) => {
      if (generation !== undefined && options.to !== undefined)
        program.error('error: give the number of one generation, or --to, not both');
      finish(await rollbackCommand(host, { ...options, generation }, printerFor(options)));
    });
}

const ONE_ONLY = ['component', 'phase'];
const SETTLEMENTS: readonly Settlement[] = ['mine', 'merged', 'original'];

const YES =
  'accept what is proposed and run the tests; never a protected file. A verdict that is not reached gives the files back';

function generating(command: Command): Command {
  return testing(command)
    .option('--spec <path>', 'the specification')
    .option('--component <name>', 'the component')
    .addOption(new Option('--mode <mode>', 'write whole files, add to them, or repair').choices([...MODES]))
    .option('--model <id>', 'the model', notBlank)
    .addOption(
      new Option('--provider <name>', 'who answers; anthropic when neither this nor AGENTFORGE_PROVIDER says').choices([
        ...PROVIDERS,
      ]),
    )
    .option('--key-stdin', 'take the API key from standard input, or ask for it at the terminal; it is kept nowhere')
    .option('--dry-run', 'print the prompt and stop')
    .option('--record <file>', 'record what the model answers, without keys and prompts, for a bug report', notBlank)
    .option('--recording <file>', 'with --provider recorded: replay this recording', notBlank)
    .option('--max-characters <number>', 'split a printed prompt for a chat that takes no longer message', longEnough)
    .option('--part <number>', 'print only this part of a split prompt', counted)
    .option(
      '--attempts <number>',
      'how often a failed attempt is repeated from the same base, the first one included (3)',
      counted,
    )
    .option('--max-cost <dollars>', 'what all attempts together may cost, or none (1.00)', dollars)
    .option('--max-minutes <minutes>', 'how long attempts go on (15)', counted)
    .option('--yes', YES);
}

/** The options of commands that run tests. */
function testing(command: Command): Command {
  return command
    .addOption(
      new Option('--runner <name>', "the test runner; the one that the project's files name when left away").choices([
        ...RUNNER_NAMES,
      ]),
    )
    .option('--python <path>', "the Python interpreter; the one of the project's environment when left away", notBlank);
}

function speaking(command: Command): Command {
  return command
    .option('--json', 'print one event a line, as JSON, and nothing else on standard output')
    .option('--verbose', 'show more');
}

function examples(...lines: readonly string[]): string {
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function notBlank(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}

function counted(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('It is no whole number above zero.');
  return Number(value);
}

function longEnough(value: string): number {
  if (!/^\d{4,7}$/.test(value) || Number(value) < SHORTEST_PART) {
    throw new InvalidArgumentError(`Give a number of ${SHORTEST_PART} or more.`);
  }
  return Number(value);
}

function number(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It is no number of a generation.');
  return Number(value);
}

function dollars(value: string): number | 'none' {
  if (value === 'none') return value;
  if (!/^\d{1,4}(?:\.\d{1,4})?$/.test(value)) throw new InvalidArgumentError('Give dollars such as 0.50, or none.');
  return Number(value);
}

function createPrinter(host: CliHost, options: SpeakOptions): Printer {
  if (options.json === true) return new JsonPrinter(host.stdout);
  const color =
    host.env['NO_COLOR'] === undefined && (host.stdout.isTTY === true || host.env['FORCE_COLOR'] !== undefined);
  return new HumanPrinter(host.stdout, host.stderr, {
    color,
    live: host.stdout.isTTY === true,
    columns: host.stdout.columns,
    verbose: options.verbose === true,
  });
}

/** A file that the system does not let us read or write is the user's to mend; any other error is a fault of ours. */
function refusedFile(error: unknown, cwd: string): Problem | undefined {
  if (errorCode(error) === undefined || !(error instanceof Error) || !('path' in error)) return undefined;
  const path = relative(findRoot(cwd), String(error.path));
  return { kind: 'file-unreadable', path, detail: describeSystemError(error) };
}
