import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { PROVIDERS } from './chooseProvider';

/** How a command speaks: to a person, or to a program. */
export interface SpeakOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** The options of commands that ask a model. */
export function asking(command: Command): Command {
  return command
    .option('--model <id>', 'the model', notBlank)
    .addOption(
      new Option('--provider <name>', 'who answers; anthropic when neither this nor AGENTFORGE_PROVIDER says').choices([
        ...PROVIDERS,
      ]),
    )
    .option('--key-stdin', 'take the API key from standard input, or ask for it at the terminal; it is kept nowhere');
}

export function speaking(command: Command): Command {
  return command
    .option('--json', 'print one event a line, as JSON, and nothing else on standard output')
    .option('--verbose', 'show more');
}

export function examples(...lines: readonly string[]): string {
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

export function notBlank(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return value;
}
