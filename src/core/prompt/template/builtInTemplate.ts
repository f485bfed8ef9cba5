import type { WritingPhase } from '../../phase';
import { PHASE_LABEL } from '../../phase';
import { parseTemplate } from './parseTemplate';
import type { Template } from './template';
import { NEEDED, PLACEHOLDERS, written } from './template';

const RED = `Write the {{test_framework}} tests for the component {{component}}. This is the RED phase: the tests come before the code.

- Put the tests into {{test_location}}. The code under test is to be in {{location}}; do not write it.
- Test every functional requirement that the specification states for this component.
- Test the error cases and the edge cases that it names or implies.
- Mark every test with the ids that the specification gives the requirements and criteria it tests.
- One behaviour for each test, named after that behaviour.
- Every test must fail now, because the behaviour does not exist yet, and for that reason only: no syntax error, no broken set-up, no import that the specification does not explain.
- Every test must assert on a value or an error that comes from the code under test.
{{pack}}
- Follow the style of <examples> where there are any.
- Of the rest of the project use what <codebase> and <related> show, where there are any, by the names and paths that they give.
`;

const GREEN = `Write the {{language}} implementation of the component {{component}}. This is the GREEN phase: the tests exist and fail.

- Put the implementation into {{location}}.
- Make every test in <tests> pass.
- Keep the names and signatures that the specification gives.
- Write the least code that passes the tests and handles the error cases of the specification.
- Follow the conventions in <patterns> and <examples> where there are any.
- Use what <codebase> and <related> offer, where there are any, instead of writing it anew, by the names and paths that they give.
{{pack}}
`;

const REFACTOR = `Improve the {{language}} implementation of the component {{component}}. This is the REFACTOR phase: the tests pass and must keep passing.

- Change {{location}} only; add a helper file beside it where that makes it clearer.
- Do not change what the code does: its names, signatures, results and errors stay as they are.
- Use what <codebase> and <related> offer, where there are any, instead of writing it anew.
- Reduce duplication, improve names, extract helpers, simplify what is more complicated than it needs to be.
{{pack}}
- When nothing is worth changing, return the file as it is and say so.
`;

const TEXTS: Readonly<Record<WritingPhase, string>> = { red: RED, green: GREEN, refactor: REFACTOR };

/** What is asked in a phase of a project without a template of its own. */
export function builtInTemplate(phase: WritingPhase): Template {
  const parsed = parseTemplate({ path: `${phase}.md`, text: TEXTS[phase] }, phase);
  if (!parsed.ok) throw new Error(`the template of ${phase} is broken`);
  return parsed.value;
}

/** The same as the text of a file to begin with; its comment says what can be changed. */
export function templateToStartFrom(phase: WritingPhase): string {
  const names = Object.entries(PLACEHOLDERS).map(([name, what]) => {
    const needed = NEEDED[phase].some((each) => each === name) ? ' (needed)' : '';
    return `  ${written(name).padEnd(19)} ${what}${needed}`;
  });
  return [
    '<!--',
    `What AgentForge asks of a model in ${PHASE_LABEL[phase]}. Change the text below as you like; comments are not sent.`,
    `.agentforge/templates/${phase}.md holds for its project. templates/${phase}.md beside your own generation.yaml`,
    'holds for every project that has none. AgentForge adds what the mode asks, the notes of generation.yaml and',
    'how to answer.',
    '',
    'What stands for something:',
    ...names,
    '  \\{{                 two braces as they are',
    '-->',
    TEXTS[phase],
  ].join('\n');
}
