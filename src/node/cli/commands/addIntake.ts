import type { Command } from 'commander';
import { Option } from 'commander';
import type { ModelStep } from '../../../core/authoring/intake/intakePrompts';
import type { ClarifyOptions } from '../clarifyCommand';
import { clarifyCommand } from '../clarifyCommand';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { asking, examples, notBlank, speaking } from '../commandOptions';
import type { IntakeOptions } from '../intakeCommand';
import { abandonCommand, intakeCommand, intakeStatusCommand, undoStepCommand } from '../intakeCommand';

/** What is done with the request as a whole. */
interface WholeFlags {
  readonly status?: true;
  readonly abandon?: true;
  readonly undo?: true;
}

type IntakeFlags = IntakeOptions & SpeakOptions;

/** Adds the steps from a request to a specification. */
export function addIntake(program: Command, host: CliHost, { finish, printerFor }: Wiring): void {
  const step = (name: ModelStep, about: string) =>
    speaking(asking(program.command(name)))
      .description(about)
      .option('--answer <file>', 'take the answer that a model gave to the prompt of --provider manual', notBlank)
      .option('--dry-run', 'print the prompt, and stop')
      .option('--yes', 'accept what is proposed');
  const running = (name: ModelStep) => async (options: IntakeFlags) =>
    finish(await intakeCommand(host, name, options, printerFor(options)));
  step('intake', 'Takes up a request: what is wanted, and what must be asked before it can be specified.')
    .argument('[request]', 'what you want, in your own words')
    .option('--status', 'show where the request stands')
    .addOption(new Option('--abandon', 'give the request up; its records stay').conflicts('dryRun'))
    .addOption(new Option('--undo', 'take back what the last step wrote').conflicts('dryRun'))
    .addHelpText('after', examples('agentforge intake "a cart that adds up prices"', 'agentforge intake --status'))
    .action(async (request: string | undefined, options: IntakeFlags & WholeFlags) => {
      if (options.status === true) finish(await intakeStatusCommand(host, options, printerFor(options)));
      else if (options.undo === true) finish(await undoStepCommand(host, printerFor(options)));
      else if (options.abandon === true) finish(await abandonCommand(host, printerFor(options)));
      else {
        const given = request === undefined ? options : { ...options, request };
        finish(await intakeCommand(host, 'intake', given, printerFor(options)));
      }
    });
  speaking(program.command('clarify'))
    .description('Asks the open questions of the request; an empty line takes the suggested answer.')
    .option('--answers <file>', 'answers in their order, or "question: answer", or - for standard input', notBlank)
    .option('--yes', 'take what is suggested, as assumptions')
    .addHelpText('after', examples('agentforge clarify', 'agentforge clarify --answers answers.yaml'))
    .action(async (options: ClarifyOptions & SpeakOptions) =>
      finish(await clarifyCommand(host, options, printerFor(options))),
    );
  step('analyze', 'Looks at what the project has for the request, and how to build it.').action(running('analyze'));
  step('draft', 'Writes the specification of the request.')
    .option('--output <file>', 'where it is written (outputs/specification.yaml)', notBlank)
    .action(running('draft'));
  step('validate', 'Checks the draft: by rules first, and when they find nothing in the way, by the model.')
    .option('--offline', 'by rules alone')
    .action(running('validate'));
  step('revise', 'Writes the draft anew, with the issues of the validation mended.')
    .option('--feedback <text>', 'what you want to be different', notBlank)
    .action(running('revise'));
}
