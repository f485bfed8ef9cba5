/** Whether a path (workspace-relative) is that of a file in which contracts are looked for. */
export function isContractFile(path: string): boolean {
  return (
    /^contracts\/(?:.+\/)?[^/]+\.contract\.ya?ml$/s.test(path) || /^\.agentforge\/contracts\/[^/]+\.ya?ml$/.test(path)
  );
}
