import type { Language } from '../codebase/language';

/** Tells the model how to write its answer, with files of its language as examples; `ResponseParser` reads it. */
export function answerFormat(language: Language, implementationPath: string): string {
  const ending = /\.\w+$/.exec(implementationPath)?.[0] ?? '';
  return `Write every file as one fenced code block whose opening line names the language and the path:

\`\`\`${language}:path/to/file${ending}
the whole content of the file
\`\`\`

- The opening line is three backticks, the language, a colon and the path, and nothing else. The closing line is three backticks alone.
- Paths are relative to the root of the project, with forward slashes. Use exactly the paths given above where there are any.
- One block per file, and the whole file in it: nothing left out, no "rest unchanged", no line numbers, no diff.
- When the content itself has a line that starts with three backticks, open and close its block with four backticks or more.
- To add lines to the end of an existing file instead of writing it anew: \`append:path/to/file${ending}\` in place of language and path.
- To delete a file: an empty block opened with \`delete:path/to/file${ending}\`.
- To rename or move a file: an empty block opened with \`rename:old/path${ending} -> new/path${ending}\`.
- Outside the blocks explain briefly what you did and why. Commands, output and examples that are no files belong there as plain text.`;
}
