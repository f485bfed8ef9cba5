import type { Assertion, TestPromise } from '../testcontract/testContract';
import type { TestResult } from '../testrun/report';
import { firstLine, isAssertion } from './failureCause';
import { lineInTest } from './failurePlace';
import type { CauseContext, Judgement } from './judgement';
import type { TestEvidence } from './testEvidence';

/** An assertion that fails, and would whatever the subject did: it looks at nothing that the subject gives. */
export function independence(evidence: TestEvidence, { subject }: CauseContext): Judgement | undefined {
  const { plain, standIn, probes, touched, facts } = evidence;
  const failed = [plain, standIn, probes.get('none')].filter(
    (result): result is TestResult =>
      result?.outcome === 'failed' && result.failure !== undefined && isAssertion(result.failure),
  );
  const seen = standIn !== undefined && failed.includes(standIn) ? standIn : failed[0];
  if (seen === undefined) return undefined;
  const said = firstLine(seen.failure?.message ?? '');
  if (touched?.length === 0 && failed.includes(standIn ?? plain) && !isMentioned(subject.implementationPath, facts)) {
    return { reason: 'independent', explanation: `its assertion fails and never touches the subject: ${said}` };
  }
  const constant = facts === undefined ? undefined : failed.map((result) => constantAt(result, facts)).find(Boolean);
  if (constant === undefined) return undefined;
  return {
    reason: 'independent',
    explanation: `fails whatever the subject does: ${constant.text}, at line ${constant.line}`,
  };
}

/** Tests that start the subject as a program, or read its file, use it without importing it. */
function isMentioned(path: string, facts: TestPromise | undefined): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dotted = path.replace(/\.[^./]+$/, '').replaceAll('/', '.');
  return (
    facts !== undefined &&
    [facts.body, ...facts.assertions.map(({ text }) => text)].some(
      (text) => text.includes(name) || text.includes(dotted),
    )
  );
}

const BRANCH = /\b(?:if|else|elif|try|except|catch|for|while|with|match|switch|case)\b|\?|=>/;

/** The assertion that failed, when all that it looks at stands in it. Behind a branch, getting there at all may be what is tested. */
function constantAt(result: TestResult, facts: TestPromise): Assertion | undefined {
  const line = lineInTest(result) ?? result.failure?.frames?.[0]?.line;
  if (line === undefined || BRANCH.test(facts.body)) return undefined;
  const failed = facts.assertions.findLast((assertion) => assertion.line <= line && line <= facts.endLine);
  return failed !== undefined && isConstant(failed.text) ? failed : undefined;
}

const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
/** The words of assertions themselves: `assert.equal`, `self.assertTrue`, `expect(1).toBe`, `t.Fatal`, `assert_eq!`. */
const ASSERTION_WORDS =
  /\b(?:assert\w*!?(?:\.\w+)*|(?:self|this)\.(?:assert|fail)\w*|expect(?:\.\w+)*|(?:pytest|unittest|chai|vi|jest)\.\w+|t\.(?:Fatal|Error|Fail)\w*|panic!?|Assert\w*\.\w+)|(?<=\))(?:\s*\.\s*\w+)+/g;
const VALUES =
  /\b(?:True|False|None|true|false|null|undefined|nil|NaN|not|and|or|is|in|await|return|new|throw|raise|fail|Error)\b/g;

function isConstant(assertion: string): boolean {
  const left = assertion.replace(STRINGS, '').replace(ASSERTION_WORDS, '').replace(VALUES, '');
  return !/[\p{L}_$]/u.test(left);
}
