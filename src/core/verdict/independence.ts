import type { Assertion, TestPromise } from '../testcontract/testContract';
import type { TestResult } from '../testrun/report';
import { isConstant } from './constantAssertion';
import { causeOf, firstLine, isAssertion } from './failureCause';
import { lineInTest } from './failurePlace';
import type { CauseContext, Judgement } from './judgement';
import { isModuleOf, namesIn } from './subject';
import type { TestEvidence } from './testEvidence';

/** An assertion that fails, and would whatever the subject did: it looks at nothing that the subject gives. */
export function independence(evidence: TestEvidence, context: CauseContext): Judgement | undefined {
  const { plain, standIn, probes, touched, facts } = evidence;
  const reason = causeOf(plain, context).reason;
  // What the subject itself stops, or a name that it lacks, is proof that the test depends on it.
  if (reason !== 'assertion' && reason !== 'subject-missing') return undefined;
  const failed = [standIn, plain, probes.get('none')].filter(isFailedAssertion);
  const [seen] = failed;
  if (seen === undefined) return undefined;
  const isUntouched = touched?.length === 0 && seen === (standIn ?? plain);
  if (isUntouched && facts !== undefined && !isMentioned(facts, context)) {
    const said = firstLine(seen.failure?.message ?? '');
    return { reason: 'independent', explanation: `its assertion fails and never touches the subject: ${said}` };
  }
  const constant = facts === undefined ? undefined : failed.map((result) => constantAt(result, facts)).find(Boolean);
  if (constant === undefined) return undefined;
  return {
    reason: 'independent',
    explanation: `fails whatever the subject does: ${constant.text}, at line ${constant.line}`,
  };
}

function isFailedAssertion(result: TestResult | undefined): result is TestResult {
  return result?.outcome === 'failed' && result.failure !== undefined && isAssertion(result.failure);
}

/**
 * Whether the test's text speaks of the subject: by a name of it, or, where it is started as a program or read as a file, by its
 * path. A fixture that several tests share touches the subject for the first of them only.
 */
function isMentioned({ file, body, assertions }: TestPromise, { subject, imports }: CauseContext): boolean {
  const path = subject.implementationPath;
  const text = [body, ...assertions.map((assertion) => assertion.text)].join('\n');
  const spelled = [path.slice(path.lastIndexOf('/') + 1), path.replace(/\.[^./]+$/, '').replaceAll('/', '.')];
  const imported = imports
    .filter((each) => each.file === file && isModuleOf(each.module, path))
    .flatMap(({ names }) => names);
  const words = new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  return (
    spelled.some((each) => text.includes(each)) ||
    [...namesIn(subject.interface), ...imported].some((name) => words.has(name))
  );
}

const BRANCH = /\b(?:if|else|elif|try|except|catch|for|while|with|match|switch|case)\b|\?|=>/;

/** The assertion that failed, when all that it looks at stands in it. Behind a branch, getting there at all may be what is tested. */
function constantAt(result: TestResult, facts: TestPromise): Assertion | undefined {
  const line = lineInTest(result) ?? result.failure?.frames?.[0]?.line;
  if (line === undefined || BRANCH.test(facts.body)) return undefined;
  const failed = facts.assertions.findLast(
    (assertion) => assertion.from === undefined && assertion.line <= line && line <= facts.endLine,
  );
  return failed !== undefined && isConstant(failed.text) ? failed : undefined;
}
