import type { CompletionItem, CompletionItemProvider, Position, TextDocument } from 'vscode';
import { CompletionItemKind } from 'vscode';
import { completeContract } from '../../core/conformance/completion/completeContract';
import type { Completion } from '../../core/spec/completion/completion';
import { completionItems } from '../specifications/completionItems';
import type { OpenContracts } from './openContracts';

/** What may be written next in a contract: keys, types, severities, metrics, names of contracts and of their checks. */
export class ContractCompletions implements CompletionItemProvider {
  constructor(private readonly open: OpenContracts) {}

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const contract = this.open.of(document);
    if (contract === undefined) return [];
    const others = (await contract.kept.rules()).contracts.filter(({ place }) => place.path !== contract.path);
    const names = {
      contracts: others.map(({ name }) => name),
      checksOf: (wanted: string) =>
        others.filter(({ name }) => name === wanted).flatMap(({ checks }) => checks.map(({ id }) => id)),
    };
    const at = { line: position.line + 1, column: position.character + 1 };
    return completionItems(completeContract(document.getText(), at, names), position, kindOf);
  }
}

/** A key comes with more than its name. */
function kindOf({ text, label }: Completion): CompletionItemKind {
  return text === label ? CompletionItemKind.Value : CompletionItemKind.Property;
}
