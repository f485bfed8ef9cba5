import type { Command } from 'commander';
import { Option } from 'commander';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { asking, counted, dollars, examples, speaking, testing, YES } from '../commandOptions';
import type { ImplementOptions } from '../implementCommand';
import { implementCommand } from '../implementCommand';

/** Adds the way through all components of a specification. */
export function addImplement(program: Command, host: CliHost, { finish, printerFor }: Wiring): void {
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
