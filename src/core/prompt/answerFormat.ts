/** Tells the model how to write its answer; `ResponseParser` reads it. Part of the prompt, byte for byte. */
export const ANSWER_FORMAT = `Write every file as one fenced code block whose opening line names the language and the path:

\`\`\`python:path/to/file.py
the whole content of the file
\`\`\`

- The opening line is three backticks, the language, a colon and the path, and nothing else. The closing line is three backticks alone.
- Paths are relative to the root of the project, with forward slashes. Use exactly the paths given above where there are any.
- One block per file, and the whole file in it: nothing left out, no "rest unchanged", no line numbers, no diff.
- When the content itself has a line that starts with three backticks, open and close its block with four backticks or more.
- To add lines to the end of an existing file instead of writing it anew: \`append:path/to/file.py\` in place of language and path.
- To delete a file: an empty block opened with \`delete:path/to/file.py\`.
- To rename or move a file: an empty block opened with \`rename:old/path.py -> new/path.py\`.
- Outside the blocks explain briefly what you did and why. Commands, output and examples that are no files belong there as plain text.`;
