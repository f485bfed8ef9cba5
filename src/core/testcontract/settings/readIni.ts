/** A setting of an INI file. */
export interface IniSetting {
  /** '' before the first section. */
  readonly section: string;
  readonly key: string;
  /** The lines of the value without comments, each trimmed, empty ones left out. */
  readonly value: string;
}

const SECTION = /^\[([^\]]*)\]\s*$/;
const SETTING = /^([^\s=:#;[][^=:]*?)\s*[=:]\s*(.*)$/;
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
    const [, key, value] = SETTING.exec(line) ?? [];
    if (/^\s/.test(line) && last !== undefined && last.section === section) last.lines.push(withoutComment(line));
    else if (key !== undefined) found.push({ section, key, lines: [withoutComment(value ?? '')] });
    else found.push({ section, key: line.trim(), lines: [] });
  }
  return found.map(({ section: in_, key, lines }) => ({
    section: in_,
    key,
    value: lines.filter((line) => line !== '').join('\n'),
  }));
}

function withoutComment(line: string): string {
  return line.replace(/\s+#.*$/, '').trim();
}
