import { languageOf } from '../response/languages';

/** Tells the model how to write documents; `ResponseParser` reads it. `paths` are all that it may write. */
export function documentFormat(paths: readonly string[]): string {
  const [first = ''] = paths;
  const language = languageOf(first);
  return `Write ${paths.length === 1 ? 'the document' : 'every document'} as one fenced code block whose opening line names the language and the path:

\`\`\`\`\`${language}:${first}
the whole document
\`\`\`\`\`

- The opening line is five backticks, the language, a colon and the path, and nothing else. The closing line is five backticks alone. Blocks inside the document have three backticks.
- ${paths.length === 1 ? `The only path is ${first}.` : `These are the paths, and there are no others: ${paths.join(', ')}.`}
- The whole document in its block: nothing left out, no "rest unchanged", no line numbers, no diff.
- Outside of the block write at most three sentences about what you assumed.`;
}
