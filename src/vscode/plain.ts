/**
 * Text from answers, specifications, files or servers, for a notification: those make a link, and so a button for any
 * command, of `[text](command:...)`.
 */
export function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
