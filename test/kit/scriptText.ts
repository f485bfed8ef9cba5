import fc from 'fast-check';

/** Any text of the signs that begin and end strings, templates, comments and regular expressions of a script. */
export const scriptText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('\\', '\n', '//', '/*', '*/', '${', 'a', ...' \'"`/{}()[]='), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
