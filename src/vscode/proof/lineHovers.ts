import { join } from 'node:path';
import type { HoverProvider, Position, TextDocument } from 'vscode';
import { Hover, MarkdownString, Range, Uri } from 'vscode';
import { oneLine } from '../../core/lib/markdown';
import type { LineMark } from '../../core/outline/lineMarks';
import type { Flow } from '../flow';
import type { LineProofs } from './lineProofs';

const MOST_REQUIREMENTS = 8;
const MOST_TESTS = 8;

/** Over the beginning of a marked line: which requirements and tests it belongs to, each a link. The rest of the line is the language's. */
export class LineHovers implements HoverProvider {
  constructor(
    private readonly proofs: LineProofs,
    private readonly flow: Flow,
  ) {}

  provideHover(document: TextDocument, { line, character }: Position): Hover | undefined {
    const mark = this.proofs.of(document).find((each) => each.line === line + 1);
    const beginning = /^\s*\w*/.exec(document.lineAt(line).text)?.[0].length ?? 0;
    const { project, session } = this.flow;
    if (mark === undefined || project === undefined || session === undefined || character > beginning) return undefined;
    return new Hover(textOf(mark, project.root, session.specFile), new Range(line, 0, line, beginning));
  }
}

/** Names come from the repository: they are text, and their links lead to files. */
function textOf({ state, why, requirements }: LineMark, root: string, specFile: string): MarkdownString {
  const link = (label: string, path: string, line?: number) => {
    const uri = Uri.file(join(root, path)).with({ fragment: line === undefined ? '' : `L${line}` });
    return `[${oneLine(label)}](${uri.toString().replace(/[()]/g, encodeURIComponent)})`;
  };
  const lines = requirements.slice(0, MOST_REQUIREMENTS).flatMap(({ state: of, tests }) => {
    const { id, title, position } = of.requirement;
    const name = title === '' || title === id ? id : `${id} ${title}`;
    const shown = tests.slice(0, MOST_TESTS).map((test) => link(test.name, test.file, test.line));
    const more = tests.length > MOST_TESTS ? ` and ${tests.length - MOST_TESTS} more` : '';
    return [
      `- ${link(name, specFile, position.line)} ${of.state}: ${oneLine(of.why)}`,
      `  - ${shown.join(', ')}${more}`,
    ];
  });
  const left = requirements.length - MOST_REQUIREMENTS;
  const head = why === '' ? `AgentForge: **${state}**` : `AgentForge: **${state}**, ${oneLine(why)}`;
  return new MarkdownString([head, '', ...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join('\n'));
}
