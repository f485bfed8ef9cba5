import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { Settlement } from '../../../core/apply/rollBack';
import { PHASE_LABEL, WRITING_PHASES } from '../../../core/phase';
import { acceptCommand } from '../acceptCommand';
import type { CliHost } from '../cliHost';
import type { SpeakOptions, Wiring } from '../commandOptions';
import { examples, speaking, testing } from '../commandOptions';
import type { RollbackOptions } from '../sessionCommands';
import {
  costCommand,
  historyCommand,
  listCommand,
  resumeCommand,
  rollbackCommand,
  startCommand,
  statusCommand,
} from '../sessionCommands';
import type { WaiveOptions } from '../waiveCommand';
import { waiveCommand } from '../waiveCommand';
import type { Running } from './addGenerating';
import { generating } from './addGenerating';

const ONE_ONLY = ['component', 'phase'];
const SETTLEMENTS: readonly Settlement[] = ['mine', 'merged', 'original'];

type RollbackFlags = Omit<RollbackOptions, 'generation'> & SpeakOptions;

/** Adds what works on a session. */
export function addTdflow(
  program: Command,
  host: CliHost,
  { finish, printerFor, running }: Wiring & { readonly running: Running },
): void {
  const tdflow = program
    .command('tdflow')
    .description('Works on a session: what is not given comes from the current one.');
  speaking(tdflow.command('start'))
    .description('Starts a session over a specification.')
    .requiredOption('--spec <path>', 'the specification')
    .addHelpText('after', examples('agentforge tdflow start --spec specs/shop.yaml'))
    .action(async (options: { spec: string } & SpeakOptions) =>
      finish(await startCommand(host, options.spec, printerFor(options))),
    );
  for (const phase of WRITING_PHASES) {
    speaking(generating(tdflow.command(phase)))
      .description(
        `Runs ${PHASE_LABEL[phase]}: generates, applies what is accepted, runs the tests and gives the verdict.`,
      )
      .option('--prove', 'only run the tests that are there and judge them; no model is called')
      .addHelpText('after', examples(`agentforge tdflow ${phase} --component cart --yes`))
      .action(running({ phase }));
  }
  speaking(testing(tdflow.command('verify')))
    .description('Looks at syntax and tests, and says what it did not look at.')
    .option('--spec <path>', 'the specification')
    .option('--component <name>', 'the component')
    .addHelpText('after', examples('agentforge tdflow verify --component cart'))
    .action(running({ phase: 'verify' }));
  speaking(tdflow.command('status'))
    .description('Shows where the current session stands.')
    .addHelpText('after', examples('agentforge tdflow status'))
    .action(async (options: SpeakOptions) => finish(await statusCommand(host, printerFor(options))));
  speaking(tdflow.command('waive'))
    .description('Accepts with a reason what RED does not, for the tests as they are: only a person can.')
    .argument('<component>', 'the component')
    .option('--test <id>', 'a single test that the last RED verdict names')
    .option('--symbol <name>', 'a method that no test proves, such as Cart.clear')
    .option('--requirement <id>', 'a requirement that no test proves, such as FR-001')
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      examples('agentforge tdflow waive cart --symbol Cart.clear --reason "emptiness is all that there is to see"'),
    )
    .action(async (component: string, options: WaiveOptions & SpeakOptions) =>
      finish(await waiveCommand(host, component, options, printerFor(options))),
    );
  speaking(tdflow.command('accept'))
    .description(
      'Notes that you looked at what changed in the specification since the last run: its tests are right as they are.',
    )
    .argument('<component>', 'the component')
    .argument('[requirement]', 'only this requirement, such as FR-001')
    .addHelpText('after', examples('agentforge tdflow accept cart', 'agentforge tdflow accept cart FR-002'))
    .action(async (component: string, requirement: string | undefined, options: SpeakOptions) =>
      finish(await acceptCommand(host, { component, requirement }, printerFor(options))),
    );
  speaking(tdflow.command('resume'))
    .description('Makes a session the current one and undoes what a killed run left half done.')
    .argument('[session]', 'its id; the last touched one when left away')
    .addHelpText('after', examples('agentforge tdflow resume tdflow_20261121_101500_000000'))
    .action(async (id: string | undefined, options: SpeakOptions) =>
      finish(await resumeCommand(host, id, printerFor(options))),
    );
  speaking(tdflow.command('cost'))
    .description('Shows what the current session cost, and what was spent today.')
    .addHelpText('after', examples('agentforge tdflow cost'))
    .action(async (options: SpeakOptions) => finish(await costCommand(host, printerFor(options))));
  speaking(tdflow.command('list'))
    .description('Lists the sessions, the current one first.')
    .addHelpText('after', examples('agentforge tdflow list'))
    .action(async (options: SpeakOptions) => finish(await listCommand(host, printerFor(options))));
  speaking(tdflow.command('history'))
    .description('Shows what was generated in the current session, the newest first, and what of it is in place.')
    .addHelpText('after', examples('agentforge tdflow history'))
    .action(async (options: SpeakOptions) => finish(await historyCommand(host, printerFor(options))));
  speaking(tdflow.command('rollback'))
    .description('Takes back one generation, and keeps what you typed since.')
    .argument('[generation]', 'its number in the history; the newest that is in place when left away')
    .addOption(new Option('--to <number>', 'back to a point: all that are newer').argParser(number).conflicts(ONE_ONLY))
    .option('--component <name>', 'only of this component')
    .addOption(new Option('--phase <phase>', 'only of this phase').choices([...WRITING_PHASES]))
    .addOption(
      new Option('--on-conflict <how>', 'what becomes of a file in which you changed the same lines').choices([
        ...SETTLEMENTS,
      ]),
    )
    .addHelpText(
      'after',
      examples('agentforge tdflow rollback', 'agentforge tdflow rollback 7', 'agentforge tdflow rollback --to 4'),
    )
    .action(async (generation: string | undefined, options: RollbackFlags, command: Command) => {
      if (generation !== undefined && options.to !== undefined)
        command.error('error: give the number of one generation, or --to, not both');
      finish(await rollbackCommand(host, { ...options, generation }, printerFor(options)));
    });
}

function number(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It is no number of a generation.');
  return Number(value);
}
