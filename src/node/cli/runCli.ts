import { relative } from 'node:path';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Settlement } from '../../core/apply/rollBack';
import type { Problem } from '../../core/errors';
import type { WritingPhase } from '../../core/phase';
import { MODES, PHASE_LABEL, WRITING_PHASES } from '../../core/phase';
import { SHORTEST_PART } from '../../core/prompt/splitPrompt';
import { DIALECT_LABEL } from '../../core/spec/dialects';
import { describeSystemError, errorCode } from '../describeSystemError';
import { findRoot } from '../project';
import { RUNNER_NAMES } from '../runners/runnerName';
import { acceptCommand } from './acceptCommand';
import { addStrength } from './addStrength';
import { addVerify } from './addVerify';
import type { ArchitectOptions } from './architectCommand';
import { architectCommand } from './architectCommand';
import type { AsBuiltOptions } from './asBuiltCommand';
import { asBuiltCommand } from './asBuiltCommand';
import type { CliHost } from './cliHost';
import type { SpeakOptions } from './commandOptions';
import { asking, examples, notBlank, speaking } from './commandOptions';
import { addConformance } from './conformanceCommands';
import { demoCommand } from './demoCommand';
import { discoverCommand } from './discoverCommand';
import { EXIT, exitCodeOf } from './exitCode';
import { HumanPrinter } from './humanPrinter';
import type { ImplementOptions } from './implementCommand';
import { implementCommand } from './implementCommand';
import { addIntake } from './intakeCommands';
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
import type { LintOptions, SetOptions } from './specCommands';
import { lintCommand, setCommand, undoSetCommand } from './specCommands';
import type { TemplateOptions } from './templateCommand';
import { templateCommand } from './templateCommand';
import type { WaiveOptions } from './waiveCommand';
import { waiveCommand } from './waiveCommand';

const EXIT_CODES = `
Exit codes:
  0    done
  1    the verdict was not reached, or nothing was accepted
  2    bad input or usage; or no model may be asked: there is no key, or a cap on costs is reached
  3    the model or its service failed, or the answer could not be used
  4    the service limits the key, and nobody could be asked to confirm what is written
  70   a fault of AgentForge itself
  130  cancelled`;

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
    .action(async (options: PhaseOptions & SpeakOptions, command: Command) => {
      if (options.phase === undefined && options.fix === undefined)
        command.error('error: give --phase red|green|refactor, or --fix FILE');
      if (options.spec === undefined && options.fix === undefined) command.error('error: give --spec PATH');
      await running({})(options);
    });

  speaking(testing(program.command('parse-response')))
    .description('Takes an answer that a model gave elsewhere: parse, review, apply, test, verdict.')
    .argument('<file>', 'the answer, or - for standard input (then with --yes)')
    .option('--spec <path>', 'the specification; an answer that names its prompt says it itself')
    .addOption(new Option('--phase <phase>', 'the phase that the answer is for').choices([...WRITING_PHASES]))
    .option('--component <name>', 'the component')
    .option('--yes', YES)
    .option('--record <file>', RECORD, notBlank)
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

  addSpec(program, host, { finish, printerFor, running });

  addImplement(program, host, { finish, printerFor });

  addArchitect(program, host, { finish, printerFor });

  addIntake(program, host, { finish, printerFor });

  addConformance(program, host, { finish, printerFor });

  addVerify(speaking(testing(program.command('verify'))), host, { finish, printerFor });

  addStrength(speaking(testing(program.command('strength'))), host, { finish, printerFor });

  speaking(program.command('discover'))
    .description('Analyses the project and writes .agentforge/codebase_profile.yaml; what you change in there stays.')
    .addHelpText('after', examples('agentforge discover', 'agentforge discover --json | jq .languages'))
    .action(async (options: SpeakOptions) => finish(await discoverCommand(host, options, printerFor(options))));

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

  program
    .command('template')
    .description('Prints the usual instructions of a phase, as a file with which to begin your own.')
    .addArgument(new Argument('<phase>', 'the phase').choices([...WRITING_PHASES]))
    .option(
      '--write',
      'write it into the project, where it takes the place of the usual ones; never over one that is there',
    )
    .addHelpText('after', examples('agentforge template red', 'agentforge template red --write'))
    .action(async (phase: WritingPhase, options: TemplateOptions) =>
      finish(await templateCommand(host, phase, options, printerFor({}))),
    );

  speaking(program.command('demo'))
    .description('Takes the bundled sample through all four phases, in a copy, with recorded answers.')
    .addHelpText('after', examples('agentforge demo'))
    .action(async (options: SpeakOptions) => finish(await demoCommand(host, printerFor(options))));
  pointToHelp(program, program.name());
  return program;
}

/** What is wrong with a command stands last on the screen, and not above a page of help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`See: ${path} --help`);
  for (const each of command.commands) pointToHelp(each, `${path} ${each.name()}`);
}

type RollbackFlags = Omit<RollbackOptions, 'generation'> & SpeakOptions;

interface Wiring {
  readonly finish: (code: number) => void;
  readonly printerFor: (options: SpeakOptions) => Printer;
  readonly running: (more: Partial<PhaseOptions>) => (options: PhaseOptions & SpeakOptions) => Promise<void>;
}

function addArchitect(program: Command, host: CliHost, { finish, printerFor }: Pick<Wiring, 'finish' | 'printerFor'>) {
  speaking(asking(program.command('architect')))
    .description('Writes the documents of the SPARC method: specification, pseudocode, architecture and two more.')
    .option('--guidance-file <file>', 'what guides them (guidance.toml, then architecture/guidance.toml)', notBlank)
    .option('--description <text>', 'what the project is; without guidance, one is written from it', notBlank)
    .option('--folder <folder>', 'where the documents are (architecture)', notBlank)
    .option('--regenerate', 'write those anew that are there, too')
    .option('--answer <file>', 'take the answer that a model gave to the prompt of --provider manual', notBlank)
    .addOption(new Option('--undo', 'take back what this command wrote last').conflicts('dryRun'))
    .option('--dry-run', 'print the prompts, and stop')
    .option('--yes', 'accept what is proposed')
    .addHelpText(
      'after',
      examples('agentforge architect', 'agentforge architect --description "a shop for books" --yes'),
    )
    .action(async (options: ArchitectOptions & SpeakOptions) =>
      finish(await architectCommand(host, options, printerFor(options))),
    );
}

function addImplement(program: Command, host: CliHost, { finish, printerFor }: Pick<Wiring, 'finish' | 'printerFor'>) {
  speaking(asking(testing(program.command('implement'))))
    .description('Takes all components of a specification through RED, GREEN and VERIFY; what is done is skipped.')
    .argument('[spec]', 'the specification; architecture/Architecture.md, or the one there is, when left away')
    .addOption(
      new Option('--component <name>', 'only this component; may be given again').argParser(
        (name: string, before: readonly string[] = []) => [...before, name],
      ),
    )
    .option('--max-attempts <number>', 'how often each phase of a component is tried (3)', counted)
    .option('--max-cost <dollars>', 'what the attempts of one phase may cost, or none (1.00)', dollars)
    .option('--parallel <number>', 'how many components may be in work at the same time (1)', counted)
    .option('--dry-run', 'print the order and what is left of each component, and stop')
    .option('--yes', YES)
    .addHelpText(
      'after',
      examples(
        'agentforge implement',
        'agentforge implement specs/shop.yaml --component cart --yes',
        'agentforge implement --parallel 3 --yes',
      ),
    )
    .action(async (spec: string | undefined, options: ImplementOptions & SpeakOptions) =>
      finish(await implementCommand(host, spec, options, printerFor(options))),
    );
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
  speaking(tdflow.command('accept'))
    .description(
      'Notes that you looked at what changed in the specification since the last run: its tests are right as they are.',
    )
    .argument('<component>', 'the component')
    .argument('[requirement]', 'only this requirement, such as FR-001')
    .addHelpText('after', examples('agentforge tdflow accept cart', 'agentforge tdflow accept cart FR-002'))
    .action(async (component: string, requirement: string | undefined, options: SpeakOptions) =>
      finish(await acceptCommand(host, { component, requirement }, printerFor(options))),
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
    .action(async (generation: string | undefined, options: RollbackFlags, command: Command) => {
      if (generation !== undefined && options.to !== undefined)
        command.error('error: give the number of one generation, or --to, not both');
      finish(await rollbackCommand(host, { ...options, generation }, printerFor(options)));
    });
}

function addSpec(program: Command, host: CliHost, { finish, printerFor }: Wiring): void {
  const spec = program.command('spec').description('Looks at specifications, and changes one thing in them.');
  speaking(spec.command('lint'))
    .description(
      'Lists what is wrong in a specification, and what in it no test can decide, a line each; ends with 1 when there is any.',
    )
    .argument('<file>', 'the specification')
    .addOption(new Option('--dialect <name>', 'read it so, whatever it looks like').choices(Object.keys(DIALECT_LABEL)))
    .option('--vague <word...>', 'these words cannot be tested either')
    .option('--allow <word...>', 'these words are fine here')
    .addHelpText('after', examples('agentforge spec lint specs/shop.yaml', KEEP_DIALECT))
    .action(async (file: string, options: LintOptions & SpeakOptions) =>
      finish(await lintCommand(host, file, options, printerFor(options))),
    );
  speaking(spec.command('set'))
    .description('Changes one thing in a specification and leaves every other byte as it is.')
    .argument('<file>', 'the specification')
    .option('--id <id>', 'of a requirement or a criterion, for --title and --text', notBlank)
    .addOption(new Option('--title <words>', 'what the requirement is called').conflicts(['text', 'status', 'dialect']))
    .addOption(new Option('--text <words>', 'what it demands').conflicts(['status', 'dialect']))
    .addOption(new Option('--status <status>', 'how far the specification is').choices(STATUSES).conflicts('dialect'))
    .addOption(
      new Option(
        '--dialect <name>',
        'how every command and the editor read the file; "content" lets it decide',
      ).choices([...Object.keys(DIALECT_LABEL), 'content']),
    )
    .addHelpText(
      'after',
      examples(
        'agentforge spec set specs/shop.yaml --status approved',
        'agentforge spec set specs/shop.yaml --id FR-001 --title "Total of a cart"',
        'agentforge spec set docs/cart.md --dialect kiro',
      ),
    )
    .action(async (file: string, options: SetOptions & SpeakOptions) =>
      finish(await setCommand(host, file, options, printerFor(options))),
    );
  speaking(spec.command('as-built'))
    .description('Writes a specification of code that is there: what each file offers, and its tests.')
    .argument('<path>', 'a folder or a file of the project')
    .option('--output <file>', 'where it is written; specs/NAME-as-built.yaml when left away', notBlank)
    .addHelpText('after', examples('agentforge spec as-built src/shop'))
    .action(async (path: string, options: AsBuiltOptions & SpeakOptions) =>
      finish(await asBuiltCommand(host, path, options, printerFor(options))),
    );
  speaking(spec.command('undo'))
    .description('Takes back what "spec set" changed last, and keeps what was typed since.')
    .addHelpText('after', examples('agentforge spec undo'))
    .action(async (options: SpeakOptions) => finish(await undoSetCommand(host, printerFor(options))));
}

const STATUSES = ['draft', 'review', 'approved', 'implemented'];

const KEEP_DIALECT = `agentforge spec lint docs/cart.md --dialect kiro

To have a file read so by every command: agentforge spec set docs/cart.md --dialect kiro`;

const ONE_ONLY = ['component', 'phase'];
const SETTLEMENTS: readonly Settlement[] = ['mine', 'merged', 'original'];

const RECORD = 'record what the model answers, without keys and prompts, for a bug report';
const YES =
  'accept what is proposed and run the tests; never a protected file. A verdict that is not reached gives the files back';

function generating(command: Command): Command {
  return asking(testing(command))
    .option('--spec <path>', 'the specification')
    .option('--component <name>', 'the component')
    .addOption(new Option('--mode <mode>', 'write whole files, add to them, or repair').choices([...MODES]))
    .option('--dry-run', 'print the prompt, what is in it and why, and stop')
    .option('--pin <file...>', 'show these files to the model, whole where they fit; always: .agentforge/context.yaml')
    .option('--leave-out <file...>', 'show these files to no model')
    .option('--record <file>', RECORD, notBlank)
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
