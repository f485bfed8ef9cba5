/** Why a source file is not in the index. */
export const REASONS_LEFT_OUT = ['huge', 'binary', 'minified', 'generated', 'secret'] as const;
export type ReasonLeftOut = (typeof REASONS_LEFT_OUT)[number];

/** The same for people. */
export const LEFT_OUT_WORDS: Readonly<Record<ReasonLeftOut, string>> = {
  huge: 'longer than 500 KB',
  binary: 'not a text',
  minified: 'minified',
  generated: 'made by a tool',
  secret: 'its name says that it holds secrets',
};

const NEWLINE = 10;
/** In bytes, as the others; no file that a person writes is as long. */
const HUGE = 500_000;
const LONGEST_LINE = 5_000;
/** A file of fewer may have any line. */
const SHORTEST_MINIFIED = 2_000;
const LONGEST_AVERAGE_LINE = 400;
/** Where the notice stands that a file is made by a tool. */
const HEAD = 1_500;

const SECRET_NAME =
  /^(?:\.env(?:\..+)?|\.npmrc|\.pypirc|\.netrc|\.pgpass|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|(?:credentials|secrets?)(?:\.(?:json|ya?ml|toml|ini|py|js|ts|rb|php|cs|java))?|.*\.(?:pem|key|p12|pfx|jks|keystore|kdbx))$/i;
const SECRET_SAMPLE = /(?:^|[._-])(?:example|sample|template|dist)(?:$|[._-])/i;
const MINIFIED_NAME = /[.-]min\.[cm]?js$/i;
const GENERATED_NAME = /(?:_pb2(?:_grpc)?\.pyi?|\.pb(?:\.gw)?\.go|_pb\.[jt]s|\.pb\.(?:cc|h)|\.g\.cs|\.designer\.cs)$/i;
const GENERATED_NOTICE =
  /^\W{0,8}(?:.{0,80}@generated\b|Code generated .{0,200} DO NOT EDIT|(?:this (?:file|code) (?:is|was|has been) )?auto(?:matically)?[- ]?generated\b)/im;

/** By what is known before it is read; undefined for a file that may be in the index. */
export function whyLeftOutByName(path: string, bytes: number): ReasonLeftOut | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (SECRET_NAME.test(name) && !SECRET_SAMPLE.test(name)) return 'secret';
  if (bytes > HUGE) return 'huge';
  if (MINIFIED_NAME.test(name)) return 'minified';
  return GENERATED_NAME.test(name) ? 'generated' : undefined;
}

/** By its content, in UTF-8. */
export function whyLeftOutByContent(bytes: Uint8Array): ReasonLeftOut | undefined {
  if (bytes.includes(0)) return 'binary';
  if (isMinified(bytes)) return 'minified';
  const head = String.fromCharCode(...bytes.subarray(0, HEAD));
  // The word first: it is looked for far faster than the notice.
  return /generated/i.test(head) && GENERATED_NOTICE.test(head) ? 'generated' : undefined;
}

function isMinified(bytes: Uint8Array): boolean {
  if (bytes.length < SHORTEST_MINIFIED) return false;
  let lines = 0;
  let start = 0;
  let longest = 0;
  for (let end = bytes.indexOf(NEWLINE); ; end = bytes.indexOf(NEWLINE, start)) {
    lines++;
    longest = Math.max(longest, (end === -1 ? bytes.length : end) - start);
    if (end === -1) break;
    start = end + 1;
  }
  // A table may have one very long line; code that is minified is nothing else.
  return bytes.length / lines > LONGEST_AVERAGE_LINE && longest > LONGEST_LINE;
}
