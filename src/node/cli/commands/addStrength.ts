import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { examples } from '../commandOptions';
import type { StrengthOptions } from '../strengthCommand';
import { strengthCommand } from '../strengthCommand';

/** Makes a command, which has the options of all that run tests, the one that looks how strong tests are. */
export function addStrength(command: Command, host: CliHost, { finish, printerFor }: Wiring): void {
  command
    .description(
      'Puts small faults into a copy of a component’s code, one at a time, and tells which of them no test notices; ends with 1 when the tests are weak.',
    )
    .argument('<component>', 'the component; GREEN was reached for it')
    .option('--spec <path>', 'the specification')
    .option('--limit <seconds>', 'how long faults are tried (120, or as generation.yaml has it)', seconds)
    .addHelpText('after', examples('agentforge strength cart', 'agentforge strength cart --limit 600 --json'))
    .action(async (component: string, options: StrengthOptions & SpeakOptions) =>
      finish(await strengthCommand(host, component, options, printerFor(options))),
    );
}

function seconds(value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new InvalidArgumentError('Give whole seconds, 1 or more.');
  return Number(value);
}
