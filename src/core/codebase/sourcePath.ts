const SOURCE = /\.(?:py|pyi|[cm]?[jt]sx?|go|rs|java|kt|scala|cs|rb|php|swift|c|cc|cpp|h|hpp)$/;

/** Whether a file is code in a language that has tests, by its extension. */
export function isSourcePath(path: string): boolean {
  return SOURCE.test(path);
}
