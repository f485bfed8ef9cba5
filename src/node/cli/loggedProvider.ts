import type { ModelProvider } from '../../core/model/provider';
import { withInteractionLog } from '../../core/model/withInteractionLog';
import { explainProblem } from '../../core/outline/explainProblem';
import { InteractionLogFile, isLogWanted } from '../interactionLogFile';
import type { Project } from '../project';
import type { CliHost } from './cliHost';
import type { Printer } from './printer';

/** The provider that also writes down what is said, where the user wants that. */
export function loggedProvider(
  provider: ModelProvider,
  about: {
    readonly host: CliHost;
    readonly project: Project;
    readonly secrets: () => readonly string[];
    readonly printer: Printer;
  },
): ModelProvider {
  const { host, project, secrets, printer } = about;
  if (!isLogWanted(host.env)) return provider;
  const log = new InteractionLogFile(project.files, (problem) => {
    printer.note(
      `The interaction log cannot be written, and the phase goes on without: ${explainProblem(problem).what}`,
    );
  });
  return withInteractionLog(provider, { log, clock: project.ports.clock, secrets });
}
