const PLAIN = /^[\w@%+=:,./\\-]+$/;

/** A command as a person would type it in the workspace folder; `folder` is where it is started, '' for the workspace itself. */
export function commandText(folder: string, words: readonly string[]): string {
  const command = words.map(quoted).join(' ');
  return folder === '' ? command : `cd ${quoted(folder)} && ${command}`;
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `"${word.replace(/(["\\$`])/g, '\\$1')}"`;
}
