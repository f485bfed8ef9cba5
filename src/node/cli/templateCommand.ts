import type { WritingPhase } from '../../core/phase';
import { templateToStartFrom } from '../../core/prompt/template/builtInTemplate';
import { OwnFiles } from '../ownFiles';
import { findRoot } from '../project';
import { startTemplate } from '../templateFiles';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

export interface TemplateOptions {
  /** Into the project, not to standard output. */
  readonly write?: boolean;
}

/** `template`: the usual instructions of a phase, as a file with which to begin one's own. */
export async function templateCommand(
  host: CliHost,
  phase: WritingPhase,
  options: TemplateOptions,
  printer: Printer,
): Promise<number> {
  if (options.write !== true) {
    host.stdout.write(templateToStartFrom(phase));
    return EXIT.done;
  }
  const started = await startTemplate({ files: new OwnFiles(findRoot(host.cwd)) }, phase);
  if (!started.ok) {
    printer.problem(started.problem);
    return exitCodeOf(started.problem);
  }
  const { path, isNew } = started.value;
  if (!isNew) {
    printer.problem({ kind: 'input-invalid', detail: `${path} is there already, and stays as it is.` });
    return EXIT.badInput;
  }
  printer.text(`Written: ${path}. Change it as you like; "agentforge tdflow ${phase} --dry-run" shows the prompt.`);
  return EXIT.done;
}
