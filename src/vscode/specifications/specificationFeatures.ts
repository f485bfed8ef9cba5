import { CodeActionKind, languages } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import type { Log } from '../../core/lib/log';
import { requirementCommands } from '../commands/requirementCommands';
import type { Flow } from '../flow';
import { proofGutter } from '../proof/proofGutter';
import { DialectLens } from './dialectLens';
import { DriftActions } from './driftActions';
import type { OpenSpecifications } from './openSpecifications';
import { ProofDecorations } from './proofDecorations';
import { Proofs } from './proofs';
import { RequirementHovers } from './requirementHovers';
import { SpecificationCompletions } from './specificationCompletions';
import { SpecificationFixes } from './specificationFixes';
import { SpecificationLenses } from './specificationLenses';
import { SpecificationProblems } from './specificationProblems';
import { SpecificationSymbols } from './specificationSymbols';

const FILES = [
  { scheme: 'file', pattern: '**/*.{yaml,yml}' },
  { scheme: 'file', pattern: '**/*.{md,markdown}' },
];

/** What the editor shows in and beside a specification while it is written. */
export function specificationFeatures(open: OpenSpecifications, flow: Flow, log: Log): Disposable[] {
  const proofs = new Proofs(open, flow);
  return [
    proofs,
    new ProofDecorations(proofs),
    new SpecificationProblems(open),
    languages.registerDocumentSymbolProvider(FILES, new SpecificationSymbols(open), { label: 'AgentForge' }),
    languages.registerCodeActionsProvider(FILES, new SpecificationFixes(open), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
    languages.registerCompletionItemProvider(
      FILES,
      new SpecificationCompletions(open),
      ...SpecificationCompletions.triggers,
    ),
    languages.registerCodeLensProvider(FILES, new DialectLens(open)),
    languages.registerCodeActionsProvider(FILES, new DriftActions(open, proofs, flow), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
    languages.registerHoverProvider(FILES, new RequirementHovers(proofs, flow)),
    ...requirementCommands({ open, proofs, flow }, log),
    ...proofGutter(proofs, flow, log),
    languages.registerCodeLensProvider(FILES, new SpecificationLenses(open, proofs, flow)),
  ];
}
