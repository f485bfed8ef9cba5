/** Files as a model writes them, each with the opening line of its block. */
export function answerOf(...files: readonly (readonly [opening: string, text: string])[]): string {
  return files.map(([opening, text]) => `\`\`\`${opening}\n${text}\n\`\`\`\n`).join('\n');
}
