import type { Command } from 'commander';
import { Option } from 'commander';
import type { CliHost } from '../cliHost';
import type { Wiring } from '../commandOptions';
import { examples } from '../commandOptions';
import type { VerifyOptions } from '../verifyCommand';
import { ANNOTATIONS, verifyCommand } from '../verifyCommand';

/** Completes the command `verify`, which has the options of tests and of speaking. */
export function addVerify(command: Command, host: CliHost, { finish, printerFor }: Wiring): void {
  command
    .description(
      'Checks that what the committed ledger says of RED, GREEN and REFACTOR is so, by running the tests again.',
    )
    .requiredOption('--ledger', 'check .agentforge/ledger: the tests run in copies, without the code and with it')
    .addOption(
      new Option('--annotations <for>', 'mark findings at their lines; for GitHub where that runs the command').choices(
        [...ANNOTATIONS],
      ),
    )
    .addHelpText('after', examples('agentforge verify --ledger', 'agentforge verify --ledger --annotations github'))
    .action(async (options: VerifyOptions) => finish(await verifyCommand(host, options, printerFor(options))));
}
