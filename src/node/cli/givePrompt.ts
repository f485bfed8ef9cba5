import { estimateWords } from '../../core/outline/costWords';
import type { WritingPhase } from '../../core/phase';
import { promptAsText } from '../../core/prompt/prompt';
import { splitPrompt } from '../../core/prompt/splitPrompt';
import { copiedPrompt } from '../../core/tdflow/copiedPrompt';
import { preparePrompt } from '../../core/tdflow/preparePrompt';
import { estimateOf } from '../../core/tdflow/prepareToSend';
import type { Task } from '../../core/tdflow/task';
import type { UserModels } from '../models/userModels';
import type { Project } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { PhaseOptions } from './phaseOptions';
import type { Printer } from './printer';

const BETWEEN_PARTS = `\n${'='.repeat(78)}\n\n`;

/** The prompt as Claude would be asked it, as far as one can tell without asking, and what that would cost. */
export async function givePrompt(
  task: Task<WritingPhase>,
  project: Project,
  options: PhaseOptions,
  { printer, models, host }: { readonly printer: Printer; readonly models: UserModels; readonly host: CliHost },
): Promise<number> {
  const access = { apiKey: undefined, baseUrl: host.env['ANTHROPIC_BASE_URL'] || undefined };
  if (options.provider !== 'anthropic') return printPrompt(task, project, options, { printer, signal: host.signal });
  const fitted = await models.forClaude(task, access, host.signal);
  if (!fitted.ok) {
    printer.problem(fitted.problem);
    return exitCodeOf(fitted.problem);
  }
  for (const note of fitted.value.notes) printer.note(note);
  return printPrompt(fitted.value.task, project, options, { printer, signal: host.signal });
}

async function printPrompt(
  task: Task<WritingPhase>,
  project: Project,
  options: PhaseOptions,
  { printer, signal }: { readonly printer: Printer; readonly signal: AbortSignal },
): Promise<number> {
  const prepared = await preparePrompt(task, project.ports, signal);
  if (!prepared.ok) {
    printer.problem(prepared.problem);
    return exitCodeOf(prepared.problem);
  }
  const { prompt, omitted, mark } = prepared.value;
  const parts = splitPrompt(promptAsText(prompt), options.maxCharacters ?? 0);
  const chosen = parts[(options.part ?? 1) - 1];
  if (chosen === undefined) {
    printer.problem({
      kind: 'input-invalid',
      detail: `The prompt has ${parts.length} parts, and no part ${options.part}.`,
    });
    return EXIT.badInput;
  }
  printer.prompt(options.part === undefined ? parts.join(BETWEEN_PARTS) : chosen);
  if (parts.length > 1)
    printer.note(`The prompt has ${parts.length} parts: send them one after the other. --part N prints one.`);
  if (options.dryRun === true) {
    printer.promptContents(prepared.value);
    const { model } = task.config;
    const estimate = estimateOf(task, prompt.tokens, { modelName: model, isMetered: true });
    if (options.provider === 'anthropic')
      printer.note(`Nothing was sent. An answer of ${model}: ${estimateWords(estimate)}.`);
    return EXIT.done;
  }
  for (const { what, why } of omitted) printer.note(`Left out of the prompt: ${what} (${why}).`);
  const remembered = await project.prompts.save(copiedPrompt(task, mark, project.ports.clock.now()));
  if (!remembered.ok) printer.problem(remembered.problem);
  printer.note(
    `No model was called. Give the prompt above to a model, save its answer to a file, and go on with:\n       agentforge parse-response FILE --spec ${task.specification.path} --phase ${task.phase} --component ${task.component.name}`,
  );
  return EXIT.done;
}
