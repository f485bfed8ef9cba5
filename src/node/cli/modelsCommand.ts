import { findRoot, openProject, readSettings } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';
import { TerminalKeys } from './terminalKeys';
import { terminalModels } from './terminalModels';

export interface ModelsOptions {
  readonly refresh?: boolean;
  readonly keyStdin?: boolean;
}

/** `models`: those of Claude, with their limits, prices and ends. */
export async function modelsCommand(host: CliHost, options: ModelsOptions, printer: Printer): Promise<number> {
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  const keys = new TerminalKeys(host, project, options.keyStdin === true ? 'stdin' : 'usual places');
  const key = await keys.find('anthropic', printer);
  if (!key.ok) {
    printer.problem(key.problem);
    return exitCodeOf(key.problem);
  }
  const models = terminalModels(host);
  const access = {
    apiKey: key.value?.key,
    baseUrl: host.env['ANTHROPIC_BASE_URL'] || undefined,
  };
  const { catalogue, note } = await models.catalogue(access, host.signal, { refresh: options.refresh === true });
  const settings = await readSettings(project, host.env);
  printer.models(catalogue, settings.ok ? settings.value.config.model : undefined);
  if (note !== undefined) printer.note(note);
  if (access.apiKey === undefined && catalogue.from !== 'service') {
    printer.note('There is no key, so the service was not asked for its own list.');
  }
  return EXIT.done;
}
