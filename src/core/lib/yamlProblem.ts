import type { Position } from './lines';

/** Why a text is not usable as YAML, for people. */
export interface YamlProblem {
  readonly position: Position;
  readonly message: string;
  readonly remedy: string;
}

type Explanation = Pick<YamlProblem, 'message' | 'remedy'>;

const NOT_A_PAIR: Explanation = {
  message: 'this is not "key: value"',
  remedy:
    'Write it as "key: value", or put free text under a key, such as "description: |" with the text indented below it.',
};
const COLON_IN_VALUE: Explanation = {
  message: 'a value holds a second "key: value"',
  remedy:
    'Put the value in quotes when the colon belongs to its text; otherwise indent the inner mapping on a line of its own.',
};

const BY_CODE: Readonly<Record<string, Explanation>> = {
  BAD_ALIAS: {
    message: 'an alias (*name) is not written rightly',
    remedy: 'Put the value in quotes when it is text that begins with *.',
  },
  BAD_DQ_ESCAPE: {
    message: 'a backslash in a double-quoted text starts no known escape',
    remedy: 'Double the backslash, or use single quotes.',
  },
  BAD_INDENT: {
    message: 'the indentation does not fit what stands around it, or a bracket is not closed',
    remedy: 'Give all entries of a mapping or list the same indentation, in spaces, and close every [ and {.',
  },
  BAD_SCALAR_START: {
    message: 'a value begins with a character that YAML reserves (` @ % , and others)',
    remedy: 'Put the value in quotes.',
  },
  MULTILINE_IMPLICIT_KEY: NOT_A_PAIR,
  MULTIPLE_DOCS: {
    message: 'a second YAML document begins here',
    remedy: 'Keep one document in the file: remove the line "---" or move what follows it to a file of its own.',
  },
  TAB_AS_INDENT: { message: 'a tab stands in the indentation', remedy: 'Indent with spaces.' },
};

/** Puts a YAML parser's finding into words that name what to do. `code` and `detail` are the parser's own. */
export function explainYaml(code: string, detail: string): Explanation {
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /nested mappings/i.test(detail)) return COLON_IN_VALUE;
  if (code === 'MISSING_CHAR') {
    if (/quote/.test(detail))
      return { message: 'a quoted text is not closed', remedy: 'Close it with the quote it began with.' };
    if (/^implicit map keys/i.test(detail)) return NOT_A_PAIR;
  }
  return (
    BY_CODE[code] ?? {
      message: `YAML does not allow this: ${detail}`,
      remedy: 'Compare this line with the one before it.',
    }
  );
}
