import { visible } from '../../lib/visible';
import type { Mutant } from './mutant';

const LONGEST = 60;

/** "`>` becomes `>=` in line 41 of src/cart.js". */
export function faultWords(mutant: Mutant): string {
  return `${changeWords(mutant)} in line ${mutant.line} of ${mutant.file}`;
}

/** "no test notices if `>` becomes `>=` in line 41 of src/cart.js". */
export function survivorWords(mutant: Mutant): string {
  return `no test notices if ${faultWords(mutant)}`;
}

/** The same without its place. */
export function changeWords({ operator, original, replacement }: Mutant): string {
  switch (operator) {
    case 'removed statement':
      return `${code(original)} is taken out`;
    case 'negation':
      return `the "not" of ${code(original)} is taken out`;
    case 'return value':
      return `${code(replacement)} is returned in place of ${code(original)}`;
    case 'condition':
      return `the condition ${code(original)} is always ${/true/i.test(replacement) ? 'true' : 'false'}`;
    case 'collection literal':
      return `${code(original)} is empty`;
    default:
      return `${code(original)} becomes ${code(replacement)}`;
  }
}

/**
 * A criterion that is missing, in one line: its case, and in place of what is wanted the question that a person answers. A test of it
 * would notice the fault.
 */
export function criterionFor(mutant: Mutant): string {
  const { state, action } = missingCase(mutant);
  return `GIVEN ${state} WHEN ${action} THEN … (say what is wanted)`;
}

/** The case that no test tries: given which state, and when what happens. */
export function missingCase(mutant: Mutant): { readonly state: string; readonly action: string } {
  return { state: caseOf(mutant), action: `${subjectOf(mutant)} is used` };
}

function caseOf(mutant: Mutant): string {
  const { operator, operands, original, line } = mutant;
  switch (operator) {
    case 'comparison border':
      return `${plain(operands?.left)} is exactly ${plain(operands?.right)}`;
    case 'equality':
    case 'membership':
      return `${code(`${operands?.left} ${original} ${operands?.right}`)} holds, and once more that it does not`;
    case 'boolean connective':
      return `only one side of ${code(original)} in line ${line} holds`;
    case 'condition':
    case 'negation':
      return `${code(original)} holds, and once more that it does not`;
    case 'return value':
      return `a usual case in which ${code(original)} is given back`;
    case 'removed statement':
      return `a case in which it can be seen what ${code(original)} does`;
    case 'loop exit':
      return `several items, the one that meets ${code(original)} in their middle`;
    case 'optional chaining':
      return `the value in front of ${code(original)} in line ${line} is missing`;
    case 'arithmetic':
    case 'method':
    case 'number literal':
    case 'boolean literal':
    case 'text literal':
    case 'collection literal':
      return `a case whose result hangs on ${code(original)} in line ${line}`;
  }
}

/** What a test would have to try, in one sentence. */
export function testIdeaFor(mutant: Mutant): string {
  const { operator, operands, original } = mutant;
  const subject = subjectOf(mutant);
  switch (operator) {
    case 'comparison border':
      return `Call ${subject} so that ${plain(operands?.left)} is exactly ${plain(operands?.right)}, and compare the whole result.`;
    case 'equality':
    case 'membership':
    case 'condition':
    case 'negation':
      return `Call ${subject} on both sides of ${code(operands === undefined ? original : `${operands.left} ${original} ${operands.right}`)}, and compare both results.`;
    case 'boolean connective':
      return `Call ${subject} so that exactly one side of ${code(original)} holds, and compare the result.`;
    case 'removed statement':
      return `Call ${subject} and look at what ${code(original)} changes or refuses.`;
    case 'loop exit':
      return `Call ${subject} with items behind the one at ${code(original)}, and compare the result.`;
    case 'optional chaining':
      return `Call ${subject} with the value in front of ${code(original)} missing.`;
    case 'return value':
    case 'arithmetic':
    case 'method':
    case 'number literal':
    case 'boolean literal':
    case 'text literal':
    case 'collection literal':
      return `Call ${subject} and compare with a value that was worked out by hand, not only its type or that something came.`;
  }
}

function subjectOf({ within, file }: Mutant): string {
  return within === '' ? file : within;
}

function code(text: string): string {
  return `\`${plain(text)}\``;
}

function plain(text: string | undefined): string {
  const line = visible(text ?? '').replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
