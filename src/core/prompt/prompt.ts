/** What goes to a model, or to a person's clipboard. Equal inputs give equal bytes. */
export interface Prompt {
  readonly system: string;
  /** Parts that are joined as they are; each but the last ends a beginning that the phases of a component share. */
  readonly user: readonly string[];
  /** Upper count of `system` and `user` together, in tokens. */
  readonly tokens: number;
}

/** The prompt as one text, for a person to paste somewhere. */
export function promptAsText(prompt: Prompt): string {
  return `${prompt.system}\n\n${prompt.user.join('')}\n`;
}
