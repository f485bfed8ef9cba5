/** In characters. Longer signatures than this say less than several short ones. */
const LONGEST_SIGNATURE = 160;
const ROOM_FOR_SIGNATURES = 320;
/** More names than this many characters say of no file what it is for. */
const ROOM_FOR_NAMES = 480;

/**
 * An outline in short: of what the file defines itself, without what that holds, those signatures that are wanted most, and the names of
 * the others.
 */
export function inShort(outline: string, worth: (name: string) => number): string {
  const lines = outline.split('\n').filter((line) => /^[^\s})\]]/.test(line));
  const definitions = lines.map((line) => {
    const named = HANDED_ON.test(line)
      ? line.replace(TOO_FAR, ' …')
      : line.replace(VISIBILITY, 'pub ').replace(RECEIVER, 'func ').replace(AFTER_NAME, '');
    return { line: line.replace(OPENING, ''), named, worth: worth(/[\p{L}\p{N}_$]+$/u.exec(named)?.[0] ?? '') };
  });
  const whole = new Set<string>();
  let signatures = 0;
  for (const { line, worth: own } of [...definitions].sort((a, b) => b.worth - a.worth)) {
    if (own === 0 || line.length > LONGEST_SIGNATURE || signatures + line.length > ROOM_FOR_SIGNATURES) continue;
    whole.add(line);
    signatures += line.length;
  }
  const shown: string[] = [];
  let names = 0;
  for (const { line, named } of definitions) {
    const isWhole = whole.has(line);
    if (!isWhole) names += named.length + 1;
    if (isWhole || names <= ROOM_FOR_NAMES) shown.push(isWhole ? line : named);
  }
  if (names > ROOM_FOR_NAMES) shown.push('…');
  return [...new Set(shown)].join('\n');
}

/** It says nothing without the names in its brackets. */
const HANDED_ON = /^(?:export\s*(?:type\s*)?[*{]|(?:from|import|pub(?:\([^)]*\))? use)\s)/;
const TOO_FAR = new RegExp(`(?<=^.{${LONGEST_SIGNATURE}}).+`);
const VISIBILITY = /^pub\([^)]*\) /;
const RECEIVER = /^func \([^)]*\) /;
const AFTER_NAME = /\s*[({=:<].*$/;
const OPENING = /\s*\{$/;
