import { parseJson } from '../../lib/parseJson';
import type { ProposedFile } from '../changeSet';
import type { FileCheck } from './fileCheck';

/** The scripts that npm and its like run by themselves when packages are installed. */
const ON_INSTALL = /^(?:preinstall|install|postinstall|prepublish|preprepare|prepare|postprepare|dependencies)$/;
const LONGEST_COMMAND = 80;

/** The scripts of a package.json that are new or changed, and when they run; undefined when either text is no package.json. */
export function checkPackageScripts({ base, text }: ProposedFile): readonly FileCheck[] | undefined {
  const after = scriptsIn(text);
  const before = base === undefined ? new Map<string, string>() : scriptsIn(base.text);
  if (after === undefined || before === undefined) return undefined;
  return [...after]
    .filter(([name, command]) => before.get(name) !== command)
    .map(([name, command]) => ({
      kind: 'runs-code',
      weight: ON_INSTALL.test(name) ? 'warning' : 'note',
      line: lineOf(name, text),
      detail: `the script "${name}" ${whenRun(name)}: ${shortened(command)}`,
    }));
}

function whenRun(name: string): string {
  if (ON_INSTALL.test(name)) return 'runs on every npm install';
  return name === 'test' || name === 'start' ? `runs with npm ${name}` : `runs with npm run ${name}`;
}

function scriptsIn(text: string): ReadonlyMap<string, string> | undefined {
  const root = parseJson(text);
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return undefined;
  const scripts = 'scripts' in root ? root.scripts : {};
  if (typeof scripts !== 'object' || scripts === null) return undefined;
  return new Map(Object.entries(scripts).map(([name, command]) => [name, String(command)]));
}

function lineOf(name: string, text: string): number | undefined {
  const lines = text.split('\n');
  const scripts = lines.findIndex((line) => /"scripts"\s*:/.test(line));
  const index = lines.findIndex((line, at) => at >= scripts && line.includes(JSON.stringify(name)));
  return index < 0 ? undefined : index + 1;
}

function shortened(command: string): string {
  return command.length > LONGEST_COMMAND ? `${command.slice(0, LONGEST_COMMAND)}…` : command;
}
