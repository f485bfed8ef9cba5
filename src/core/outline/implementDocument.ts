import { alignedMarkdownTable, oneLine } from '../lib/markdown';
import type { ImplementReport } from '../tdflow/implement/implementEvents';
import { describeImplementing } from './implementReport';

/** How a run over all components came out, as a Markdown document. */
export function implementDocument(report: ImplementReport, specification: string): string {
  const { columns, rows, summary, next } = describeImplementing(report);
  const list = next.map((line) => `- ${oneLine(line)}`).join('\n');
  const parts = [
    `# Components of ${oneLine(specification)}`,
    oneLine(summary),
    alignedMarkdownTable(columns, rows),
    list,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
