import type { CliHost } from './cliHost';
import type { SpeakOptions } from './commandOptions';
import { HumanPrinter } from './humanPrinter';
import { JsonPrinter } from './jsonPrinter';
import type { Printer } from './printer';

/** Speaks to a person or, with `--json`, to a program. */
export function createPrinter(host: CliHost, options: SpeakOptions): Printer {
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
