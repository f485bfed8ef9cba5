import type { Command } from 'commander';
import { Option } from 'commander';
import { FORMATS } from '../../../core/conformance/formats/format';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { examples, speaking } from '../commandOptions';
import type { CheckOptions } from '../conformanceCommand';
import { conformanceCheckCommand, conformanceReportCommand, contractsCheckCommand } from '../conformanceCommand';
import type { InitOptions } from '../conformanceInitCommand';
import { conformanceInitCommand } from '../conformanceInitCommand';
import {
  contractsListCommand,
  contractsShowCommand,
  contractsValidateCommand,
  exemptionsCommand,
} from '../contractsCommand';
import type { DeriveOptions } from '../contractsDeriveCommand';
import { contractsDeriveCommand } from '../contractsDeriveCommand';
import type { ExemptOptions } from '../exemptionsAddCommand';
import { exemptionsAddCommand } from '../exemptionsAddCommand';

/** Adds what holds a project against its contracts. */
export function addConformance(program: Command, host: CliHost, { finish, printerFor }: Wiring): void {
  const conformance = program
    .command('conformance')
    .description('Holds the project against its contracts, in contracts/ and .agentforge/contracts/.');
  speaking(conformance.command('init'))
    .description('Writes a first contract for the languages of the project; never over one that is there.')
    .option('--baseline', 'take the violations of today as the baseline: they do not block, new ones do')
    .addHelpText('after', examples('agentforge conformance init', 'agentforge conformance init --baseline'))
    .action(async (options: InitOptions & SpeakOptions) =>
      finish(await conformanceInitCommand(host, options, printerFor(options))),
    );
  looking(conformance.command('check'))
    .description('Ends with 1 when a new violation is an error, or when nobody could tell whether there is one.')
    .argument('[path...]', 'only these files and folders, and no check of the project as a whole')
    .addOption(new Option('--update-baseline', 'take what is gone out of the baseline; nothing new comes in'))
    .addHelpText(
      'after',
      examples('agentforge conformance check', 'agentforge conformance check --format sarif > conformance.sarif'),
    )
    .action(async (files: readonly string[], options: CheckOptions & SpeakOptions, command: Command) => {
      if (files.length > 0 && options.updateBaseline === true)
        command.error('error: the baseline is about all files: give --update-baseline without files');
      finish(await conformanceCheckCommand(host, files, options, printerFor(options)));
    });
  looking(conformance.command('report'))
    .description('Prints where the project stands, as Markdown when no other form is asked for, and does not judge.')
    .addHelpText('after', examples('agentforge conformance report > conformance.md'))
    .action(async (options: CheckOptions & SpeakOptions) =>
      finish(await conformanceReportCommand(host, options, printerFor(options))),
    );

  const contracts = program.command('contracts').description('Looks at contracts, and proposes one.');
  speaking(contracts.command('list'))
    .description('Lists the contracts of the project, and those that are built in.')
    .addHelpText('after', examples('agentforge contracts list'))
    .action(async (options: SpeakOptions) => finish(await contractsListCommand(host, options, printerFor(options))));
  speaking(contracts.command('show'))
    .description('Shows what a contract comes to, with everything that it inherits.')
    .argument('<name>', 'the contract')
    .addHelpText('after', examples('agentforge contracts show _base'))
    .action(async (name: string, options: SpeakOptions) =>
      finish(await contractsShowCommand(host, name, options, printerFor(options))),
    );
  looking(contracts.command('check'))
    .description('As "conformance check", by one contract alone.')
    .argument('<name>', 'the contract; also one that is off, built in, or only there to be extended')
    .addHelpText('after', examples('agentforge contracts check _security'))
    .action(async (name: string, options: CheckOptions & SpeakOptions) =>
      finish(await contractsCheckCommand(host, name, options, printerFor(options))),
    );
  speaking(contracts.command('validate'))
    .description('Lists what is wrong in contracts, a line each; ends with 2 when there is an error.')
    .argument('[file...]', 'only these files')
    .addHelpText(
      'after',
      examples('agentforge contracts validate', 'agentforge contracts validate contracts/a.contract.yaml'),
    )
    .action(async (files: readonly string[], options: SpeakOptions) =>
      finish(await contractsValidateCommand(host, files, options, printerFor(options))),
    );
  speaking(contracts.command('derive'))
    .description(
      'Proposes a contract of what the code does already, from the codebase profile; each check is tried first.',
    )
    .option('--dry-run', 'print the contract, and stop')
    .option('--undo', 'take back the contract that was written last')
    .addHelpText('after', examples('agentforge discover', 'agentforge contracts derive'))
    .action(async (options: DeriveOptions & SpeakOptions) =>
      finish(await contractsDeriveCommand(host, options, printerFor(options))),
    );

  const exemptions = program
    .command('exemptions')
    .description('Lists who let which violations through, and lets one through.')
    .addHelpText('after', examples('agentforge exemptions', 'agentforge exemptions add --help'));
  speaking(exemptions.command('list', { isDefault: true }))
    .description('Lists who let which violations through, and whether that still holds.')
    .addHelpText('after', examples('agentforge exemptions'))
    .action(async (options: SpeakOptions) => finish(await exemptionsCommand(host, options, printerFor(options))));
  speaking(exemptions.command('add'))
    .description('Lets a violation through, with a reason: only a person can.')
    .argument('<violation>', 'its id, as "conformance check" shows it, or the beginning of that')
    .option('--reason <text>', 'why it is right as it is')
    .option('--approved-by <name>', 'who says so')
    .option('--expires <date>', 'the last day on which it holds, as 2027-01-31, or never; in 90 days when left away')
    .option('--ticket <id>', 'where it is spoken about')
    .option('--file', 'all that the check finds in the file, now and later')
    .option('--allow-commands', 'run the commands that contracts name, for a violation that one of them found')
    .addHelpText(
      'after',
      examples('agentforge exemptions add V-0123456789ab --reason "a tool for people" --approved-by "Ada Lovelace"'),
    )
    .action(async (violation: string, options: ExemptOptions & SpeakOptions) =>
      finish(await exemptionsAddCommand(host, violation, options, printerFor(options))),
    );
}

function looking(command: Command): Command {
  return speaking(command)
    .addOption(new Option('--format <name>', 'how it is written').choices([...FORMATS]).conflicts('json'))
    .option('--allow-commands', 'run the commands that contracts name; without it, their checks are not evaluated');
}
