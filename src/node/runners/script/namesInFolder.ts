/** Workspace-relative paths as they are called in a folder above them, workspace-relative too, '' for the root. */
export function namesInFolder(folder: string, files: readonly string[]): readonly string[] {
  return files.map((file) => (folder === '' ? file : file.slice(folder.length + 1)));
}
