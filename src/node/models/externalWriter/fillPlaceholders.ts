/** What stands for the placeholders of a command: `{prompt}` and `{root}` anywhere in an argument, `{files}` as one of its own. */
export interface Placeholders {
  /** Absolute path of the file with the prompt. */
  readonly prompt: string;
  /** Absolute path of the copy. */
  readonly root: string;
  /** The files that are to be written; paths in the copy. */
  readonly files: readonly string[];
}

/** Arguments as the program gets them. Names of files come from a repository: each stays an argument, and none can be taken for an option. */
export function fillPlaceholders(args: readonly string[], { prompt, root, files }: Placeholders): readonly string[] {
  const given = files.filter((file) => !file.startsWith('-'));
  return args.flatMap((arg) =>
    arg === '{files}' ? given : [arg.replace(/\{(prompt|root)\}/g, (_, name) => (name === 'prompt' ? prompt : root))],
  );
}
