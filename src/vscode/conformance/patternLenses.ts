import type { CodeLensProvider, TextDocument } from 'vscode';
import { CodeLens, Range } from 'vscode';
import { patternsOf } from '../../core/conformance/contracts/patternsOf';
import { COMMAND } from '../manifest';
import type { OpenContracts } from './openContracts';
import { textOf } from './openContracts';

/** Above each check that looks for a pattern: try it, or why it is not evaluated. */
export class PatternLenses implements CodeLensProvider {
  constructor(private readonly open: OpenContracts) {}

  get onDidChangeCodeLenses() {
    return this.open.onDidChange;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const contract = this.open.of(document);
    if (contract === undefined) return [];
    const { declared } = await contract.kept.rules();
    return patternsOf({ path: contract.path, text: textOf(contract) }, declared).map(({ check, work }) => {
      const line = (check.place.position?.line ?? 1) - 1;
      const range = new Range(line, 0, line, 0);
      return new CodeLens(
        range,
        work.type === 'regex'
          ? { title: '$(search) Try this pattern', command: COMMAND.tryPattern, arguments: [document.uri, check.id] }
          : { title: `$(warning) Not evaluated: ${work.why}`, command: '' },
      );
    });
  }
}
