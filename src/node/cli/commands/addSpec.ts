import type { Command } from 'commander';
import { Option } from 'commander';
import { DIALECT_LABEL } from '../../../core/spec/dialects';
import type { AsBuiltOptions } from '../asBuiltCommand';
import { asBuiltCommand } from '../asBuiltCommand';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { examples, notBlank, speaking } from '../commandOptions';
import type { LintOptions, SetOptions } from '../specCommands';
import { lintCommand, setCommand, undoSetCommand } from '../specCommands';

const STATUSES = ['draft', 'review', 'approved', 'implemented'];

const KEEP_DIALECT = `agentforge spec lint docs/cart.md --dialect kiro

To have a file read so by every command: agentforge spec set docs/cart.md --dialect kiro`;

/** Adds what looks at specifications, and changes one thing in them. */
export function addSpec(program: Command, host: CliHost, { finish, printerFor }: Wiring): void {
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
