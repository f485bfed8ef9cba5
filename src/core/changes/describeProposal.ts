import type { ChangeSet } from './changeSet';
import { unifiedDiff } from './diff';

/** A change set as one unified diff that `git apply` takes; refused files are named and left out. */
export function describeProposal({ files }: ChangeSet): string {
  return files
    .map((file) => {
      if (file.refusal !== undefined) return `# refused: ${file.name}: ${file.refusal.detail}\n`;
      const from = file.base === undefined ? undefined : file.name;
      const to = file.action === 'delete' ? undefined : (file.to?.relative ?? file.name);
      const diff = unifiedDiff({ from, to }, file.base?.text ?? '', file.text);
      return file.action === 'rename' ? `rename from ${file.name}\nrename to ${to}\n${diff}` : diff;
    })
    .join('');
}
