import { ANALYSIS_FORM, INTAKE_FORM, JUDGEMENT_FORM, SPECIFICATION_FORM } from './recordForms';

export type ModelStep = 'intake' | 'analyze' | 'draft' | 'validate' | 'revise';

export const INTAKE_ROLE =
  'You are an analyst who turns a request into a specification from which software is built test-first.';

/** What is asked in a step. */
export function intakeInstructions(step: ModelStep): string {
  return `${INSTRUCTIONS[step]}\n\nIts form, in YAML; "|" between words means one of them. Put text in quotes that holds ": " or begins with a special character, or write it under "|".\n\n${FORMS[step]}`;
}

const FORMS: Readonly<Record<ModelStep, string>> = {
  intake: INTAKE_FORM,
  analyze: ANALYSIS_FORM,
  draft: SPECIFICATION_FORM,
  validate: JUDGEMENT_FORM,
  revise: SPECIFICATION_FORM,
};

const RULES = `- Each requirement demands one thing that a test can see. No words such as fast, easy or robust: give figures.
- Each has at least one criterion with given, when and then, with concrete values. All ids stand once: FR-001, NFR-001, AC-001 and on.
- No placeholders such as TBD or TODO. What is still open goes to open_questions, with what you assumed meanwhile under assumptions.
- Each component is built and tested on its own: one file of code, one file of tests, in the folders and with the names that this project uses.
- Each component has at least one method or function, and names under "requirements" the ids that it meets. Each requirement is met by a component.
- Name every thing that the request speaks of, and demand everything that is in scope. Demand nothing that is out of scope.`;

const INSTRUCTIONS: Readonly<Record<ModelStep, string>> = {
  intake: `Write the intake record of the request: what is wanted, how much it is, what it speaks of, and what must be asked before it can be specified.
Ask only what changes what is built. "blocking" is what nobody can specify without. Always suggest an answer.`,
  analyze: `Write the analysis report: what of the project matters for this request, what limits the work, what could go wrong, and how to build it.
Say only what the context shows. Where it shows nothing, the lists are empty: invent no file and no component.`,
  draft: `Write the specification of the request. The answers in the clarification log are decided; the scope in it is what is to be covered.
${RULES}`,
  validate: `Judge the specification, which passed the checks that a program can make: is it complete, free of contradictions, testable, and what was asked for?
A blocking issue is one for which two good developers would build different things, or a wrong one. Repeat nothing that the checks say. Few and precise is better than many.`,
  revise: `Write the specification anew with every blocking issue of the validation report mended, the feedback followed, and everything else left as it is, ids too.
${RULES}`,
};
