import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { RUNNER_NAMES } from '../runners/runnerName';
import { PROVIDERS } from './chooseProvider';
import type { Printer } from './printer';

/** How a command speaks: to a person, or to a program. */
export interface SpeakOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** How a command ends, and to whom it speaks. */
export interface Wiring {
  readonly finish: (code: number) => void;
  readonly printerFor: (options: SpeakOptions) => Printer;
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

/** Adds the options that say how a command speaks. */
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

/** The options of commands that run tests. */
export function testing(command: Command): Command {
  return command
    .addOption(
      new Option('--runner <name>', "the test runner; the one that the project's files name when left away").choices([
        ...RUNNER_NAMES,
      ]),
    )
    .option('--python <path>', "the Python interpreter; the one of the project's environment when left away", notBlank);
}

/** A count from 1 to 9999, as an option is given. */
export function counted(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('It is no whole number above zero.');
  return Number(value);
}

/** An amount in US dollars, as an option is given. */
export function dollars(value: string): number | 'none' {
  if (value === 'none') return value;
  if (!/^\d{1,4}(?:\.\d{1,4})?$/.test(value)) throw new InvalidArgumentError('Give dollars such as 0.50, or none.');
  return Number(value);
}

export const YES =
  'accept what is proposed and run the tests; never a protected file. A verdict that is not reached gives the files back';
