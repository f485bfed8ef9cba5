import type { DocumentSymbol, Location, SymbolInformation } from 'vscode';
import { commands, DiagnosticSeverity, languages, Position, SymbolKind, workspace } from 'vscode';
import type { LanguageServices, ServedProblem, ServedSymbol } from '../../core/conformance/evaluate/evaluationPorts';
import type { Position as Place } from '../../core/lib/lines';
import { uriIn } from './uriIn';

/** A language server may have hung, or may still be reading the project. */
const LONGEST_MS = 5_000;

const SEVERITY: Readonly<Record<DiagnosticSeverity, ServedProblem['severity']>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** Asks the providers of the editor's extensions about files of a folder. */
export class EditorLanguage implements LanguageServices {
  /** @param root absolute */
  constructor(private readonly root: string) {}

  /** The editor does not tell a file without symbols from one of which nobody knows: both are undefined. */
  async symbols(path: string, signal: AbortSignal): Promise<readonly ServedSymbol[] | undefined> {
    const uri = await this.opened(path);
    if (uri === undefined) return undefined;
    const found = await inTime(
      commands.executeCommand<readonly (DocumentSymbol | SymbolInformation)[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        uri,
      ),
      signal,
    );
    return found === undefined || found.length === 0 ? undefined : found.flatMap((each) => served(each, []));
  }

  async references(path: string, at: Place, signal: AbortSignal): Promise<number | undefined> {
    const uri = await this.opened(path);
    if (uri === undefined) return undefined;
    const position = new Position(at.line - 1, at.column - 1);
    const found = await inTime(
      commands.executeCommand<readonly Location[]>('vscode.executeReferenceProvider', uri, position),
      signal,
    );
    // A provider names at least the place itself: without it, nobody answered.
    if (found === undefined || found.length === 0) return undefined;
    const isItself = (each: Location) => each.uri.toString() === uri.toString() && each.range.contains(position);
    return found.filter((each) => !isItself(each)).length;
  }

  problems(path: string): readonly ServedProblem[] {
    return languages
      .getDiagnostics(uriIn(this.root, path))
      .filter(({ source }) => source !== 'AgentForge')
      .map(({ severity, range, message }) => ({ severity: SEVERITY[severity], line: range.start.line + 1, message }));
  }

  /** Providers are asked about documents. Undefined for what the editor takes for no text. */
  private async opened(path: string) {
    try {
      return (await workspace.openTextDocument(uriIn(this.root, path))).uri;
    } catch {
      return undefined;
    }
  }
}

function served(symbol: DocumentSymbol | SymbolInformation, within: readonly string[]): readonly ServedSymbol[] {
  const { name } = symbol;
  const kind = SymbolKind[symbol.kind].toLowerCase();
  const { start } = 'selectionRange' in symbol ? symbol.selectionRange : symbol.location.range;
  const position = { line: start.line + 1, column: start.character + 1 };
  const around = 'containerName' in symbol && symbol.containerName !== '' ? [symbol.containerName] : within;
  const inner = 'children' in symbol ? symbol.children.flatMap((each) => served(each, [...within, name])) : [];
  return [{ name, kind, within: around, position }, ...inner];
}

/** Undefined when it takes too long, fails or is cancelled. */
async function inTime<T>(asked: Thenable<T>, signal: AbortSignal): Promise<T | undefined> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  return new Promise((resolve) => {
    const late = () => resolve(undefined);
    if (over.aborted) late();
    over.addEventListener('abort', late, { once: true });
    asked.then(resolve, late);
  });
}
