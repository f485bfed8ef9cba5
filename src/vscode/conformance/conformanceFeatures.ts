import type { Uri } from 'vscode';
import { CodeActionKind, languages } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import type { Environment } from '../../node/environment';
import { registerCommand } from '../commands/registerCommand';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import type { Projects } from '../projects';
import { checkConformance } from './checkConformance';
import { CommandConsent } from './commandConsent';
import { ConformanceProblems } from './conformanceProblems';
import { Conformances } from './conformances';
import { ContractCompletions } from './contractCompletions';
import { ContractProblems } from './contractProblems';
import { OpenContracts } from './openContracts';
import { PatternLenses } from './patternLenses';
import { PatternMarks } from './patternMarks';
import { ProblemBoard } from './problemBoard';
import { tryPattern } from './tryPattern';
import { ViolationActions } from './violationActions';
import { violationCommands } from './violationCommands';

const FILES = { scheme: 'file' };
const CONTRACTS = [
  { scheme: 'file', pattern: '**/contracts/**/*.contract.{yaml,yml}' },
  { scheme: 'file', pattern: '**/.agentforge/contracts/*.{yaml,yml}' },
];

interface Host {
  readonly projects: Projects;
  readonly flow: Flow;
  readonly starter: PhaseStarter;
  readonly assetsDir: string;
  readonly environment: Environment;
  /** Of the product. */
  readonly version: string;
}

/** What the editor shows of the contracts of a project: problems, what to do about them, and help in a contract that is written. */
export function conformanceFeatures(host: Host, log: Log): Disposable[] {
  const { projects, flow, starter, environment, version } = host;
  const conformances = new Conformances(projects, host);
  const open = new OpenContracts(conformances);
  const board = new ProblemBoard();
  const problems = new ConformanceProblems(conformances, board, log);
  const marks = new PatternMarks();
  const consent = new CommandConsent();
  const checking = { projects, conformances, problems, consent, version };
  return [
    conformances,
    open,
    board,
    problems,
    marks,
    new ContractProblems(conformances, open, board, log),
    languages.registerCodeActionsProvider(FILES, new ViolationActions(board, flow), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
    ...violationCommands({ conformances, starter, flow, environment }, log),
    registerCommand(COMMAND.checkConformance, log, () => checkConformance(checking, log)),
    languages.registerCompletionItemProvider(CONTRACTS, new ContractCompletions(open), ' '),
    languages.registerCodeLensProvider(CONTRACTS, new PatternLenses(open)),
    registerCommand(COMMAND.tryPattern, log, async (uri?: Uri, id?: string) => {
      if (uri !== undefined && id !== undefined) await tryPattern({ uri, id }, { open, marks }, log);
    }),
  ];
}
