const LONGEST = 140;

/** A piece of normal text inside a sentence: on one line, in quotes, not too long. */
export function quote(text: string): string {
  const line = text.replace(/\{\n/g, '{ ').replace(/\n\}/g, ' }').replace(/\n/g, '; ').trim();
  return `\`${line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line}\``;
}

/** Up to three pieces of text in a sentence, and how many more there are. */
export function quoteSome(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).map(quote).join(', ');
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown;
}

/** The first lines that differ between two texts, and nothing round them. */
export function quoteDifference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const [gone, come] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (gone.length === 0) return `${quote(come.join('\n'))} is new`;
  if (come.length === 0) return `${quote(gone.join('\n'))} is gone`;
  return `${quote(gone.join('\n'))} became ${quote(come.join('\n'))}`;
}
