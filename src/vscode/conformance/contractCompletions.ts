import type { CompletionItemProvider, Position, TextDocument } from 'vscode';
import { CompletionItem, CompletionItemKind, Range } from 'vscode';
import { completeContract } from '../../core/conformance/completion/completeContract';
import type { Completion } from '../../core/spec/completion/completion';
import { withBlanks } from '../../core/spec/edit/mending';
import { snippetOf } from '../specifications/snippetOf';
import type { OpenContracts } from './openContracts';

/** What may be written next in a contract: keys, types, severities, metrics, names of contracts and of their checks. */
export class ContractCompletions implements CompletionItemProvider {
  constructor(private readonly open: OpenContracts) {}

  async provideCompletionItems(document: TextDocument, { line, character }: Position): Promise<CompletionItem[]> {
    const contract = this.open.of(document);
    if (contract === undefined) return [];
    const others = (await contract.kept.rules()).contracts.filter(({ place }) => place.path !== contract.path);
    const names = {
      contracts: others.map(({ name }) => name),
      checksOf: (wanted: string) =>
        others.filter(({ name }) => name === wanted).flatMap(({ checks }) => checks.map(({ id }) => id)),
    };
    const at = { line: line + 1, column: character + 1 };
    const { typed, items } = completeContract(document.getText(), at, names);
    const range = new Range(line, character - typed, line, character);
    return items.map((each, index) => itemOf(each, index, range));
  }
}

function itemOf({ label, detail, text }: Completion, index: number, range: Range): CompletionItem {
  const item = new CompletionItem(label, text === label ? CompletionItemKind.Value : CompletionItemKind.Property);
  item.detail = detail;
  item.insertText = snippetOf(withBlanks(text));
  item.range = range;
  item.filterText = label;
  item.sortText = String(index).padStart(3, '0');
  // The indentation is in the text already.
  item.keepWhitespace = true;
  return item;
}
