import type { Language } from '../codebase/language';
import { escapeTags } from '../context/section';
import type { Mode, WritingPhase } from '../phase';
import { languagePackOf } from './languagePacks/languagePackOf';
import { builtInTemplate } from './template/builtInTemplate';
import { renderTemplate } from './template/renderTemplate';
import type { Template } from './template/template';

export interface InstructionRequest {
  readonly phase: WritingPhase;
  readonly mode: Mode;
  readonly language: Language;
  /** The name of the project's test runner; undefined when there is none. */
  readonly runner?: string | undefined;
  readonly component: string;
  readonly testPath: string;
  readonly implementationPath: string;
  /** What the project says of how its code is imported. */
  readonly facts?: readonly string[];
  /** Wishes of the project's own settings. */
  readonly notes: readonly string[];
  /** What the user or the project says in place of the usual words. */
  readonly template?: Template | undefined;
}

/** What the model is asked to do in this phase, one rule a line; what no template can change comes last. */
export function phaseInstructions(request: InstructionRequest): string {
  const { phase, mode, language, runner, notes, facts = [], template = builtInTemplate(phase) } = request;
  const pack = languagePackOf(language, runner);
  const body = renderTemplate(template, {
    component: escapeTags(request.component),
    location: escapeTags(request.implementationPath),
    test_location: escapeTags(request.testPath),
    language: pack.language,
    test_framework: pack.tests,
    pack: listed([...pack[phase], ...facts]),
  });
  const isList = /^ *[-*] /.test(body.slice(body.lastIndexOf('\n') + 1));
  const always = listed([...ALWAYS[phase], MODE_RULE[mode], ...notes.map(escapeTags)]);
  return `${body}${isList ? '\n' : '\n\n'}${always}`;
}

function listed(rules: readonly string[]): string {
  return rules.map((rule) => `- ${rule}`).join('\n');
}

/** Read by `contradictionsIn` (`core/changes`). */
const CONTRADICTION = `When a test and the specification contradict each other, so that no code can satisfy both, write no file. Say so on lines of their own, and a person decides:
<contradiction test="the name of the test" criterion="the id or the words of the specification">
why both cannot hold
</contradiction>`;

const NO_TESTS = 'Do not write or change any test file.';

const ALWAYS: Readonly<Record<WritingPhase, readonly string[]>> = {
  red: [],
  green: [
    NO_TESTS,
    'Never work around a test: no special cases for its inputs, nothing that asks who runs the code.',
    CONTRADICTION,
  ],
  refactor: [NO_TESTS],
};

const MODE_RULE: Readonly<Record<Mode, string>> = {
  full: 'Give each file whole, from its first line to its last.',
  incremental: 'Add to the existing files with append blocks; leave what is there as it is.',
  fix: 'Repair what <error_context> reports and change nothing else. Give each changed file whole.',
};
