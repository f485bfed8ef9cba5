import type { TextDocument } from 'vscode';
import { workspace } from 'vscode';
import type { LintSettings } from '../../core/spec/lintSpecification';
import type { SpecificationFinding } from '../../core/spec/reportSpecification';
import { reportSpecification } from '../../core/spec/reportSpecification';
import { SETTING } from '../manifest';
import type { ReadSpecification } from './openSpecifications';

interface Report {
  readonly settings: string;
  readonly findings: readonly SpecificationFinding[];
}

/** Asked for at every move of the cursor, and made anew when the text or the settings are others. */
const made = new WeakMap<ReadSpecification, Report>();

/** All that is told of a specification in the editor, with the user's settings. */
export function specificationReport(document: TextDocument, read: ReadSpecification): readonly SpecificationFinding[] {
  const lint = lintSettings(document);
  const settings = JSON.stringify(lint) ?? '';
  const known = made.get(read);
  if (known?.settings === settings) return known.findings;
  const findings = reportSpecification(document.getText(), read, lint);
  made.set(read, { settings, findings });
  return findings;
}

function lintSettings(document: TextDocument): LintSettings | undefined {
  const settings = workspace.getConfiguration(undefined, document.uri);
  if (settings.get<boolean>(SETTING.specificationLint) === false) return undefined;
  return {
    vagueWords: wordsOf(settings.get(SETTING.specificationVagueWords)),
    allowedWords: wordsOf(settings.get(SETTING.specificationAllowedWords)),
  };
}

/** Settings may hold anything. */
function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
