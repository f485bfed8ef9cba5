/** What a file's bytes say beyond its text; kept so that writing gives back the same conventions. */
export interface FileText {
  /** Without BOM, lines ended by LF. */
  readonly text: string;
  /** The line end of most lines; LF when there is none. */
  readonly eol: '\n' | '\r\n';
  /** Only for a file that mixes line ends: for each line end in order, whether it is CRLF. */
  readonly crlfLines?: readonly boolean[];
  readonly bom: boolean;
  /** POSIX permission bits such as 0o755, or undefined where the platform has none. */
  readonly mode: number | undefined;
  /** When it was last written, in milliseconds since 1970; undefined where nobody knows. */
  readonly modified?: number;
  /** Lower-case hex SHA-256 of the raw bytes. */
  readonly hash: string;
}
