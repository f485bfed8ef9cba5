import type { CodeLensProvider, TextDocument } from 'vscode';
import { CodeLens, Range } from 'vscode';
import { DIALECT_LABEL } from '../../core/spec/dialects';
import { isMarkdown } from '../../core/spec/markdown/isMarkdown';
import { COMMAND } from '../manifest';
import type { OpenSpecifications } from './openSpecifications';

/** Above the first line: how the file is read, which one click changes. */
export class DialectLens implements CodeLensProvider {
  constructor(private readonly open: OpenSpecifications) {}

  get onDidChangeCodeLenses() {
    return this.open.onDidChange;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const read = this.open.of(document);
    // YAML that cannot be read has worse problems than its dialect.
    if (read === undefined || (!read.ok && !isMarkdown(document.uri.path))) return [];
    const title = read.ok ? `Read as ${DIALECT_LABEL[read.value.specification.dialect]}` : 'Choose dialect';
    return [new CodeLens(new Range(0, 0, 0, 0), { title, command: COMMAND.chooseDialect, arguments: [document.uri] })];
  }
}
