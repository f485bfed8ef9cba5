import { basename } from 'node:path';

/** They start what a file of their folder names, or fetch what it names. */
const CHOSEN_BY_FOLDER = new Set(
  `npx npm pnpm pnpx yarn yarnpkg corepack bun bunx make gmake just task rake bundle invoke poetry pipenv pdm hatch rye uv uvx
   tox nox cargo go gradle gradlew mvn mvnw dotnet composer mise asdf direnv docker podman`.split(/\s+/),
);
/** They start what their arguments say: that would have to be looked at in their place. */
const STARTS_ANOTHER = new Set('env nice nohup time timeout setsid stdbuf xargs sudo doas chroot watch'.split(' '));
const SHELL = new Set('sh bash dash zsh fish ksh csh tcsh cmd powershell pwsh busybox'.split(' '));
const INTERPRETER = /^(?:node|nodejs|deno|ruby|perl|php|java|lua|tclsh|(?:python|pypy)[\d.]*w?|py)$/;
const PYTHON = /^(?:python|pypy|py)/;

/** Why a program of that name is none that may write, as a clause; undefined when nothing speaks against its name. */
export function refusalOfName(path: string): string | undefined {
  const name = plainName(path);
  if (CHOSEN_BY_FOLDER.has(name)) {
    return `${name} takes the program that it starts from the folder in which it works, so a repository could choose it`;
  }
  if (STARTS_ANOTHER.has(name)) return `${name} starts another program, which has to be named itself`;
  return SHELL.has(name) ? `${name} is a shell, and no shell is used` : undefined;
}

/** The same for an interpreter that would take its script from the folder in which it works. */
export function refusalOfScript(
  path: string,
  args: readonly string[],
  isAbsolute: (arg: string) => boolean,
): string | undefined {
  const name = plainName(path);
  if (!INTERPRETER.test(name)) return undefined;
  const at = args.findIndex((arg) => !arg.startsWith('-') || /=\.{1,2}[\\/]/.test(arg));
  const first = args[at];
  // PYTHONSAFEPATH keeps the folder in which Python works out of its search.
  if (PYTHON.test(name) && args[at - 1] === '-m') return undefined;
  if (first !== undefined && isAbsolute(first)) return undefined;
  return `${name} is to run ${first === undefined ? 'no script' : `"${first}"`}, and only a script with an absolute path is the user's for sure`;
}

/** As people know it, on every system: `npx-cli.js` and `NPX.CMD` are npx. */
function plainName(path: string): string {
  return basename(path.replaceAll('\\', '/'))
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|com|ps1|c?js|mjs)$/, '')
    .replace(/-cli$/, '');
}
