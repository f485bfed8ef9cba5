/** A setting of an INI file. */
export interface IniSetting {
  /** '' before the first section. */
  readonly section: string;
  readonly key: string;
  /** The lines of the value without comments, each trimmed, empty ones left out. */
  readonly value: string;
}

const SECTION = /^\[([^\]]*)\]\s*$/;
const COMMENT = /^\s*[#;]/;

/** Reads an INI file as Python's `configparser` does: indented lines continue the value above them. */
export function readIni(text: string): readonly IniSetting[] {
  const found: { section: string; key: string; lines: string[] }[] = [];
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    if (COMMENT.test(line) || line.trim() === '') continue;
    const opened = SECTION.exec(line)?.[1];
    if (opened !== undefined) {
      section = opened.trim();
      continue;
    }
    const last = found.at(-1);
    const equals = line.search(/[=:]/);
    if (/^\s/.test(line) && last !== undefined && last.section === section) last.lines.push(withoutComment(line));
    else if (equals > 0)
      found.push({ section, key: line.slice(0, equals).trim(), lines: [withoutComment(line.slice(equals + 1))] });
    else found.push({ section, key: line.trim(), lines: [] });
  }
  return found.map(({ section: in_, key, lines }) => ({
    section: in_,
    key,
    value: lines.filter((line) => line !== '').join('\n'),
  }));
}

function withoutComment(line: string): string {
  const comment = line.search(/\s#/);
  return (comment === -1 ? line : line.slice(0, comment)).trim();
}
