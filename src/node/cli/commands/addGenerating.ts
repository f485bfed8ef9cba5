import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { MODES, WRITING_PHASES } from '../../../core/phase';
import { SHORTEST_PART } from '../../../core/prompt/splitPrompt';
import type { SpeakOptions } from '../commandOptions';
import { asking, counted, dollars, examples, notBlank, speaking, testing, YES } from '../commandOptions';
import type { PhaseOptions } from '../phaseOptions';

/** Runs a phase with options, and more of them that the command itself means. */
export type Running = (more: Partial<PhaseOptions>) => (options: PhaseOptions & SpeakOptions) => Promise<void>;

const RECORD = 'record what the model answers, without keys and prompts, for a bug report';

/** Adds the commands that run one phase by its options alone. */
export function addGenerating(program: Command, running: Running): void {
  speaking(generating(program.command('generate')))
    .description('Generates the files of one phase, applies what is accepted, runs the tests and gives the verdict.')
    .addOption(new Option('--phase <phase>', 'the phase').choices([...WRITING_PHASES]))
    .option('--fix <file>', 'repair what a runner’s report or output, or a saved verdict, says')
    .addHelpText(
      'after',
      examples(
        'agentforge generate --spec specs/shop.yaml --phase red --component cart',
        'agentforge generate --fix report.txt',
      ),
    )
    .action(async (options: PhaseOptions & SpeakOptions, command: Command) => {
      if (options.phase === undefined && options.fix === undefined)
        command.error('error: give --phase red|green|refactor, or --fix FILE');
      if (options.spec === undefined && options.fix === undefined) command.error('error: give --spec PATH');
      await running({})(options);
    });

  speaking(testing(program.command('parse-response')))
    .description('Takes an answer that a model gave elsewhere: parse, review, apply, test, verdict.')
    .argument('<file>', 'the answer, or - for standard input (then with --yes)')
    .option('--spec <path>', 'the specification; an answer that names its prompt says it itself')
    .addOption(new Option('--phase <phase>', 'the phase that the answer is for').choices([...WRITING_PHASES]))
    .option('--component <name>', 'the component')
    .option('--yes', YES)
    .option('--record <file>', RECORD, notBlank)
    .addHelpText(
      'after',
      examples(
        'agentforge parse-response answer.md',
        'agentforge parse-response answer.md --spec specs/shop.yaml --phase red --component cart',
        'pbpaste | agentforge parse-response - --yes      (or wl-paste, xclip -o -selection clipboard)',
      ),
    )
    .action((file: string, options: PhaseOptions & SpeakOptions) => running({ answer: file })(options));
}

/** The options of commands that have a model write the files of a phase. */
export function generating(command: Command): Command {
  return asking(testing(command))
    .option('--spec <path>', 'the specification')
    .option('--component <name>', 'the component')
    .addOption(new Option('--mode <mode>', 'write whole files, add to them, or repair').choices([...MODES]))
    .option('--dry-run', 'print the prompt, what is in it and why, and stop')
    .option('--pin <file...>', 'show these files to the model, whole where they fit; always: .agentforge/context.yaml')
    .option('--leave-out <file...>', 'show these files to no model')
    .option('--record <file>', RECORD, notBlank)
    .option('--recording <file>', 'with --provider recorded: replay this recording', notBlank)
    .option('--max-characters <number>', 'split a printed prompt for a chat that takes no longer message', longEnough)
    .option('--part <number>', 'print only this part of a split prompt', counted)
    .option(
      '--attempts <number>',
      'how often a failed attempt is repeated from the same base, the first one included (3)',
      counted,
    )
    .option('--max-cost <dollars>', 'what all attempts together may cost, or none (1.00)', dollars)
    .option('--max-minutes <minutes>', 'how long attempts go on (15)', counted)
    .option('--yes', YES);
}

function longEnough(value: string): number {
  if (!/^\d{4,7}$/.test(value) || Number(value) < SHORTEST_PART) {
    throw new InvalidArgumentError(`Give a number of ${SHORTEST_PART} or more.`);
  }
  return Number(value);
}
