const LEGAL = /copyright|licen[sc]e|eslint|@ts-|use strict/i;

/** The comment at the top, unless it speaks of a licence or to a tool, then each public definition with the first paragraph of its comment. */
export function moduleDescription(
  source: string,
  { leading, item }: { readonly leading: RegExp; readonly item: RegExp },
): string {
  const top = plain(leading.exec(source)?.[0] ?? '');
  const items = [...source.matchAll(item)].map(({ groups = {} }) => {
    const comment = plain(groups['comment'] ?? '');
    return comment === '' || LEGAL.test(comment) ? (groups['name'] ?? '') : `${groups['name']}: ${comment}`;
  });
  return [LEGAL.test(top) ? '' : top, ...items].filter((part) => part !== '').join('\n');
}

/** Without the marks of a comment, up to its first empty line. */
function plain(comment: string): string {
  const lines = comment
    .replace(/^\s*\/\*+!?|\*+\/\s*$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\*|\/\/[/!]?)/, '').trim());
  const text = lines.join('\n').trim();
  return text.split(/\n\s*\n/)[0] ?? '';
}
