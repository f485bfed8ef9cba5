/**
 * A path as file systems without letter case compare it, where `ſ` is an `s` and `ﬁ` is `fi`: two that fold alike may be one
 * file.
 */
export function foldCase(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase();
}
