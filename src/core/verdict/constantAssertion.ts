import type { Assertion, TestPromise } from '../testcontract/testContract';

const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
/** The words of assertions themselves: `assert.equal`, `self.assertTrue`, `expect(1).toBe`, `t.Fatal`, `assert_eq!`. */
const ASSERTION_WORDS =
  /\b(?:assert\w*!?(?:\.\w+)*|(?:self|this)\.(?:assert|fail)\w*|expect(?:\.\w+)*|(?:pytest|unittest|chai|vi|jest)\.\w+|t\.(?:Fatal|Error|Fail)\w*|panic!?|Assert\w*\.\w+)|(?<=\))(?:\s*\.\s*\w+)+/g;
const VALUES =
  /\b(?:True|False|None|true|false|null|undefined|nil|NaN|not|and|or|is|in|await|return|new|throw|raise|fail|Error)\b/g;

/** Whether all that an assertion looks at stands in it. */
export function isConstant(assertion: string): boolean {
  const left = assertion.replace(STRINGS, '').replace(ASSERTION_WORDS, '').replace(VALUES, '');
  return !/[\p{L}_$]/u.test(left);
}

/** Whether an assertion can fail: `assert True` cannot, nor one in a function of the test's own that it never calls. */
export function canFail({ text, guards = [] }: Assertion, { body }: TestPromise): boolean {
  const isUncalled = guards.some((guard) => {
    const name = OWN_FUNCTION.exec(guard)?.[1];
    return name !== undefined && body.split(new RegExp(`\\b${name}\\b`)).length === 2;
  });
  return !isUncalled && !(isConstant(text) && !FALSE_OR_FAILING.test(text));
}

const OWN_FUNCTION = /^(?:async )?(?:def|function) (\w+)$/;
const FALSE_OR_FAILING =
  /fail|fatal|panic|raise|throw|error|unreachable|\b(?:False|false|None|null|undefined|nil|not|0)\b|!/i;
