const LONGEST = 240;
/** Where a description ends and the table of its parameters begins. */
const PARAMETERS =
  /^(?:@\w|:\w+|(?:Args|Arguments|Parameters|Returns|Raises|Yields|Examples?|Notes?|Attributes)\s*:?$)/;

/** The first paragraph of a docstring or of comments, on one line and without the signs of the comment; '' when it says nothing. */
export function firstParagraph(comment: string): string {
  const words: string[] = [];
  for (const line of comment.split('\n')) {
    const said = withoutSigns(line);
    if (said === '' && words.length === 0) continue;
    if (said === '' || PARAMETERS.test(said)) break;
    words.push(said);
  }
  const text = words.join(' ');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).trimEnd()} …`;
}

function withoutSigns(line: string): string {
  return line
    .trim()
    .replace(/^(?:[rRuUbBfF]{0,2}(?:"""|'''|"|')|\/\*+!?|\*(?!\/)|\/\/+!?|#+!?)/, '')
    .replace(/(?:"""|'''|\*+\/|(?<=\S)["'])$/, '')
    .replace(/<\/?(?:summary|para|remarks|p)\s*\/?>/g, '')
    .trim();
}
