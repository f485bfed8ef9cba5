export interface HiddenCharacter {
  /** In characters, from 1. */
  readonly column: number;
  /** Such as `U+202E (turns the direction of text)`. */
  readonly name: string;
}

const TURNS = 'turns the direction of text';
const ZERO = 'zero width';
const BREAK = 'a line break in some languages';
const SELECTOR = 'a variation selector';
const BLANK = 'a blank letter';
const CONTROL = 'a control character';

/** Code points with no shape of their own, or that change the order in which others are shown: from, to, what they are. */
const HIDDEN: readonly (readonly [from: number, to: number, what: string])[] = [
  [0x0000, 0x0008, CONTROL],
  [0x000d, 0x000d, 'a carriage return inside a line'],
  [0x000e, 0x001f, CONTROL],
  [0x0085, 0x0085, BREAK],
  [0x007f, 0x009f, CONTROL],
  [0x00ad, 0x00ad, 'a soft hyphen'],
  [0x034f, 0x034f, ZERO],
  [0x061c, 0x061c, TURNS],
  [0x115f, 0x1160, BLANK],
  [0x17b4, 0x17b5, BLANK],
  [0x180b, 0x180d, SELECTOR],
  [0x180e, 0x180f, ZERO],
  [0x200b, 0x200d, ZERO],
  [0x200e, 0x200f, TURNS],
  [0x2028, 0x2029, BREAK],
  [0x202a, 0x202e, TURNS],
  [0x2060, 0x2065, ZERO],
  [0x2066, 0x2069, TURNS],
  [0x206a, 0x206f, ZERO],
  [0x3164, 0x3164, BLANK],
  [0xfe00, 0xfe0f, SELECTOR],
  [0xfeff, 0xfeff, ZERO],
  [0xffa0, 0xffa0, BLANK],
  [0xfff9, 0xfffb, ZERO],
  [0x1d173, 0x1d17a, ZERO],
  [0xe0000, 0xe007f, 'a hidden tag'],
  [0xe0100, 0xe01ef, SELECTOR],
];

const FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f}/gu;
const BEFORE_SELECTOR = /^[\p{Emoji}\p{S}\p{Script=Han}]$/u;
const BEFORE_EMOJI_JOINER = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
const EMOJI = /^\p{Extended_Pictographic}$/u;
/** Scripts whose letters are joined and parted by characters of no width. */
const JOINING =
  /^[\p{Script=Arab}\p{Script=Syrc}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}]$/u;

/** What a reader of the line cannot see, but for what is part of an emoji or of a script that is written so. */
export function hiddenCharacters(line: string): readonly HiddenCharacter[] {
  const characters = [...line.replace(FLAG, (flag) => 'f'.repeat([...flag].length))];
  const found: HiddenCharacter[] = [];
  for (const [index, character] of characters.entries()) {
    const code = character.codePointAt(0) ?? 0;
    const what = HIDDEN.find(([from, to]) => code >= from && code <= to)?.[2];
    if (what === undefined || isRightful(code, characters, index)) continue;
    found.push({ column: index + 1, name: `${codePointOf(character)} (${what})` });
  }
  return found;
}

/** Such as `U+202E`. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function isRightful(code: number, characters: readonly string[], index: number): boolean {
  const [before = '', after = ''] = [characters[index - 1], characters[index + 1]];
  if (code >= 0xfe00 && code <= 0xfe0f) return BEFORE_SELECTOR.test(before);
  if (code >= 0xe0100 && code <= 0xe01ef) return /^\p{Script=Han}$/u.test(before);
  if (code !== 0x200c && code !== 0x200d) return false;
  if (JOINING.test(before)) return true;
  const emoji = before === '\u{fe0f}' ? (characters[index - 2] ?? '') : before;
  return code === 0x200d && BEFORE_EMOJI_JOINER.test(emoji) && EMOJI.test(after);
}
