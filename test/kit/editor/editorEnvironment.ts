/**
 * The environment an editor under test starts with: this one's, without what would make a test depend on who runs it (a
 * real key, a real model, the editor whose terminal runs the tests), and with `extra` on top.
 */
export function editorEnvironment(extra: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(own.filter(([name]) => !foreign.test(name))), ...extra };
}

const foreign = /^(ANTHROPIC_|AGENTFORGE_(?!SOAK$)|VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|NODE_ENV$)/;
