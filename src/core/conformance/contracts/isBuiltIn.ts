/** Whether a place is in a contract that is shipped with the product, which is no file of a project. */
export function isBuiltIn(path: string): boolean {
  return path.startsWith('built-in/');
}
