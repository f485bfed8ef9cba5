import type { Command } from 'commander';
import { Option } from 'commander';
import type { ArchitectOptions } from '../architectCommand';
import { architectCommand } from '../architectCommand';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { asking, examples, notBlank, speaking } from '../commandOptions';

/** Adds the documents of the SPARC method. */
export function addArchitect(program: Command, host: CliHost, { finish, printerFor }: Wiring): void {
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
