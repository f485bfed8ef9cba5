const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else stands in its place',
  ENOTDIR: 'a part of its path is not a folder',
  EXDEV: 'it is on another device',
  ENAMETOOLONG: 'its name is too long',
};

/** A failed system call in words, without paths of this machine. */
export function describeSystemError(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return WORDS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

/** What the system calls an error, such as ENOENT; undefined for an error that is not the system's. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
