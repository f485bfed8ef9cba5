/** File extensions of the languages that answers name, by every name in use for them. */
const EXTENSIONS = new Map<string, readonly string[]>();

function declare(names: string, extensions: string): void {
  for (const name of names.split(' ')) EXTENSIONS.set(name, extensions === '' ? [] : extensions.split(' '));
}

declare('python py python3', 'py pyi');
declare('javascript js node mjs cjs', 'js mjs cjs jsx');
declare('jsx', 'jsx js');
declare('typescript ts mts cts', 'ts mts cts tsx');
declare('tsx', 'tsx ts');
declare('go golang', 'go');
declare('rust rs', 'rs');
declare('java', 'java');
declare('kotlin kt', 'kt kts');
declare('scala', 'scala');
declare('c', 'c h');
declare('cpp c++ cxx', 'cpp cc cxx hpp hh hxx h');
declare('csharp cs c#', 'cs');
declare('fsharp fs f#', 'fs fsx');
declare('ruby rb', 'rb');
declare('php', 'php');
declare('swift', 'swift');
declare('dart', 'dart');
declare('elixir ex exs', 'ex exs');
declare('lua', 'lua');
declare('sql', 'sql');
declare('html', 'html htm');
declare('vue', 'vue');
declare('svelte', 'svelte');
declare('css', 'css');
declare('scss sass less', 'scss sass less');
declare('xml', 'xml svg');
declare('json jsonc json5', 'json jsonc json5');
declare('yaml yml', 'yaml yml');
declare('toml', 'toml');
declare('ini cfg conf properties', 'ini cfg conf properties');
declare('markdown md mdx', 'md mdx');
declare('text txt plaintext plain', 'txt md rst');
declare('bash sh shell zsh', 'sh bash zsh');
declare('powershell ps1 pwsh', 'ps1');
declare('bat batch cmd', 'bat cmd');
// What is shown, not written: a session, a difference, a picture.
declare('console terminal output log shell-session diff patch mermaid', '');

const KNOWN_EXTENSIONS = new Set([...EXTENSIONS.values()].flat().concat('csv', 'tsv', 'lock', 'env'));
const SHOWN_NOT_WRITTEN = new Set(
  'bash sh shell zsh powershell ps1 pwsh bat batch cmd console terminal output log shell-session diff patch mermaid text txt plaintext plain'.split(
    ' ',
  ),
);

/** Whether a block of this language can be the text of that file: `unknown` when the language is '' or one not known here. */
export function languageFit(language: string, path: string): 'yes' | 'no' | 'unknown' {
  const extensions = EXTENSIONS.get(language);
  if (extensions === undefined) return 'unknown';
  return extensions.includes(extensionOf(path)) ? 'yes' : 'no';
}

/** What a block with the text of that file is called; `text` when its extension is none that is known. */
export function languageOf(path: string): string {
  const extension = extensionOf(path);
  for (const [name, extensions] of EXTENSIONS) if (extensions.includes(extension)) return name;
  return 'text';
}

export function isKnownLanguage(name: string): boolean {
  return EXTENSIONS.has(name.toLowerCase());
}

/** Takes the extension without its dot. */
export function isKnownExtension(extension: string): boolean {
  return KNOWN_EXTENSIONS.has(extension.toLowerCase());
}

/** Languages of blocks that tell how to run something, or what came out, rather than what to write. */
export function isShownNotWritten(language: string): boolean {
  return SHOWN_NOT_WRITTEN.has(language);
}

/** Lower case, without the dot; '' when the last segment has none. */
function extensionOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
