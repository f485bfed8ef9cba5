import { relative } from 'node:path';
import { Argument, Command, CommanderError } from 'commander';
import type { Problem } from '../../core/errors';
import type { WritingPhase } from '../../core/phase';
import { WRITING_PHASES } from '../../core/phase';
import { describeSystemError, errorCode } from '../describeSystemError';
import { findRoot } from '../project';
import type { CliHost } from './cliHost';
import type { SpeakOptions } from './commandOptions';
import { counted, examples, speaking, testing } from './commandOptions';
import { addArchitect } from './commands/addArchitect';
import { addConformance } from './commands/addConformance';
import { addGenerating } from './commands/addGenerating';
import { addImplement } from './commands/addImplement';
import { addIntake } from './commands/addIntake';
import { addSpec } from './commands/addSpec';
import { addStrength } from './commands/addStrength';
import { addTdflow } from './commands/addTdflow';
import { addVerify } from './commands/addVerify';
import { createPrinter } from './createPrinter';
import { demoCommand } from './demoCommand';
import { discoverCommand } from './discoverCommand';
import { EXIT, exitCodeOf } from './exitCode';
import type { LogOptions } from './logCommand';
import { logCommand } from './logCommand';
import type { ModelsOptions } from './modelsCommand';
import { modelsCommand } from './modelsCommand';
import { runPhaseCommand } from './phaseCommand';
import type { PhaseOptions } from './phaseOptions';
import type { Printer } from './printer';
import type { TemplateOptions } from './templateCommand';
import { templateCommand } from './templateCommand';

const EXIT_CODES = `
Exit codes:
  0    done
  1    the verdict was not reached, nothing was accepted, or what was checked does not hold
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

  addGenerating(program, running);

  addTdflow(program, host, { finish, printerFor, running });

  addSpec(program, host, { finish, printerFor });

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

/** A file that the system does not let us read or write is the user's to mend; any other error is a fault of ours. */
function refusedFile(error: unknown, cwd: string): Problem | undefined {
  if (errorCode(error) === undefined || !(error instanceof Error) || !('path' in error)) return undefined;
  const path = relative(findRoot(cwd), String(error.path));
  return { kind: 'file-unreadable', path, detail: describeSystemError(error) };
}
