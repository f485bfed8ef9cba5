import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { foldCase } from './foldCase';
import { hasHidden, visiblePath } from './visiblePath';

const WINDOWS_FORBIDDEN = /[<>"|?*]/;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/;
/** `GIT~1`: the second name that Windows gives to a file. */
const WINDOWS_SHORT_NAME = /^(?=[^.]{3,8}(?:\.|$))[^.]+~[0-9]+(?:\.[^.]{0,3})?$/;
const MAX_SEGMENT_BYTES = 255;
const MAX_PATH_BYTES = 1_024;
const GUARDED = new Set(['.git', '.agentforge']);

/** The path as every platform understands it alike (forward slashes, NFC, no `.`), or one sentence saying what is wrong with it. */
export function normalisePath(raw: string): Result<string, string> {
  const name = quote(raw);
  if (raw.trim() === '') return fail('the path is empty');
  if (byteLength(raw) > MAX_PATH_BYTES) return fail(`${name} is longer than ${MAX_PATH_BYTES} bytes`);
  if (hasHidden(raw)) return fail(`${name} contains a control character or one that cannot be seen`);
  const path = raw.normalize('NFC').replaceAll('\\', '/');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return fail(`${name} is not relative to the project`);
  if (path.endsWith('/')) return fail(`${name} is a folder, not a file`);
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  const [first] = segments;
  if (first === undefined) return fail(`${name} is a folder, not a file`);
  if (first.startsWith('~')) return fail(`${name} is not relative to the project`);
  if (first.startsWith('-')) return fail(`${name} starts with "-" and could be taken for an option`);
  for (const segment of segments) {
    const wrong = whatIsWrong(segment);
    if (wrong !== undefined) return fail(`${name} ${wrong}`);
  }
  return ok(segments.join('/'));
}

/** Whether a workspace-relative path goes through `.git` or `.agentforge`, in any disguise that some file system undoes. */
export function isGuarded(relative: string): boolean {
  return relative.split(/[\\/]/).some(isGuardedSegment);
}

function whatIsWrong(segment: string): string | undefined {
  const compatible = segment.normalize('NFKC');
  if (segment === '..' || compatible === '..') return 'leads out of its folder with ".."';
  if (isGuardedSegment(segment)) return `goes into ${quote(segment)}, which no answer may change`;
  if (/[/\\:]/.test(compatible)) return 'contains ":" or a character that looks like a separator';
  if (WINDOWS_FORBIDDEN.test(segment)) return 'contains a character that Windows forbids in names';
  if (/[. ]$/.test(segment)) return 'has a part that ends in a dot or a space';
  if (WINDOWS_DEVICE.test(deviceName(compatible))) return `uses ${quote(segment)}, which is a device on Windows`;
  if (WINDOWS_SHORT_NAME.test(compatible)) return `uses ${quote(segment)}, which may be the short name of another file`;
  if (byteLength(segment) > MAX_SEGMENT_BYTES) return `has a part longer than ${MAX_SEGMENT_BYTES} bytes`;
  return undefined;
}

function isGuardedSegment(segment: string): boolean {
  const visible = segment.normalize('NFKC').replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  const folded = foldCase(visible).replace(/:.*$/s, '');
  return GUARDED.has(withoutTrail(folded)) || /^(?:git|agentf)~[0-9]+$/.test(withoutTrail(folded));
}

/** Windows ignores dots and spaces at the end of a name. */
function withoutTrail(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end--;
  return name.slice(0, end);
}

function deviceName(segment: string): string {
  return withoutTrail((segment.split('.')[0] ?? '').toLowerCase());
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function quote(path: string): string {
  return `"${visiblePath(path)}"`;
}
