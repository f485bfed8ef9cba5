import { METRICS } from '../metrics/metric';
import type { CheckWork } from './contract';
import type { Fields } from './fields';
import { notEvaluated, WRITTEN_WRONG } from './notEvaluated';
import { readPattern } from './readPattern';
import { readGlobs } from './readScope';
import { readSymbolQuery } from './readSymbolQuery';

const LONGEST_RUN_SECONDS = 3_600;
const USUAL_RUN_SECONDS = 60;

/** Reads `type` and `config` of a check. What cannot be used is said, and the check is one that nobody can tell. */
export function readCheckWork(check: Fields): CheckWork {
  const type = check.text('type');
  if (type === undefined) {
    if (!check.has('type')) check.wrong('type', 'A check has no "type", so nobody knows what it looks for.');
    return notEvaluated(WRITTEN_WRONG);
  }
  const read = READERS.get(type);
  if (read === undefined) {
    check.warn('type', `Checks of the type "${type}" are not evaluated here.`);
    return notEvaluated(`checks of the type "${type}" are not evaluated here`);
  }
  const config = check.inside('config');
  if (config === undefined) {
    if (!check.has('config')) check.wrong('config', `A check of the type ${type} needs "config".`);
    return notEvaluated(WRITTEN_WRONG);
  }
  const work = read(config);
  if (type !== 'custom') config.warnOfOthers([]);
  return work;
}

const READERS: ReadonlyMap<string, (config: Fields) => CheckWork> = new Map([
  ['regex', readRegex],
  ['file_exists', readFileExists],
  ['command', readCommand],
  ['ast_check', readMetric],
  ['lsp_query', readSymbolQuery],
  ['custom', () => notEvaluated('it is a Python function of the project, which is not run here')],
]);

function readRegex(config: Fields): CheckWork {
  const mode = config.has('mode') ? config.choice('mode', ['forbid', 'require']) : 'forbid';
  const multiline = config.flag('multiline', 'off') === 'on';
  const ignoreCase = config.flag('case_insensitive', 'off') === 'on';
  if (!config.has('pattern')) config.wrong('pattern', 'A check of the type regex needs a "pattern".');
  const written = config.text('pattern');
  if (written === undefined || mode === undefined) return notEvaluated(WRITTEN_WRONG);
  const pattern = readPattern(config, 'pattern', { multiline, ignoreCase });
  if (!pattern?.ok) return notEvaluated(pattern?.problem ?? WRITTEN_WRONG);
  return { type: 'regex', mode, pattern: pattern.value, written };
}

function readFileExists(config: Fields): CheckWork {
  const required = readGlobs(config, 'required_files') ?? [];
  const forbidden = readGlobs(config, 'forbidden_files') ?? [];
  const wanted = (config.texts('required_files')?.length ?? 0) + (config.texts('forbidden_files')?.length ?? 0);
  // What git ignores is looked at by nobody here.
  config.flag('only_tracked', 'on');
  if (wanted === 0)
    config.wrong('required_files', 'A check of the type file_exists needs "required_files" or "forbidden_files".');
  return wanted === 0 || required.length + forbidden.length < wanted
    ? notEvaluated(WRITTEN_WRONG)
    : { type: 'file_exists', required, forbidden };
}

function readCommand(config: Fields): CheckWork {
  const command = config.text('command')?.trim();
  const args = config.has('args') ? config.texts('args') : [];
  const timeoutSeconds = config.has('timeout')
    ? config.number('timeout', { least: 1, most: LONGEST_RUN_SECONDS })
    : USUAL_RUN_SECONDS;
  const expectedExitCode = config.has('expected_exit_code')
    ? config.number('expected_exit_code', { least: 0, most: 255 })
    : 0;
  const workingFolder = config.text('working_dir');
  if (!config.has('command')) config.wrong('command', 'A check of the type command needs a "command".');
  if (command === '') config.wrong('command', 'The command is empty.');
  const isWhole = args !== undefined && timeoutSeconds !== undefined && expectedExitCode !== undefined;
  if (command === undefined || command === '' || !isWhole) return notEvaluated(WRITTEN_WRONG);
  return { type: 'command', command, args, workingFolder, timeoutSeconds, expectedExitCode };
}

function readMetric(config: Fields): CheckWork {
  for (const key of ['metric', 'threshold'])
    if (!config.has(key)) config.wrong(key, `A check of the type ast_check needs "${key}".`);
  const metric = config.choice('metric', METRICS);
  const threshold = config.number('threshold', { least: 0, most: 1_000_000 });
  config.text('scope');
  return metric === undefined || threshold === undefined
    ? notEvaluated(WRITTEN_WRONG)
    : { type: 'ast_check', metric, threshold };
}
