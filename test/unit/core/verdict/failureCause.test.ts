import assert from 'node:assert/strict';
import type { DeclaredSymbol, SymbolKind } from '../../../../src/core/spec/declaredSymbol';
import type { Frame, TestFailure, TestImport, TestOutcome } from '../../../../src/core/testrun/report';
import { causeOf } from '../../../../src/core/verdict/failureCause';
import type { Subject } from '../../../../src/core/verdict/subject';
import { sampleSubject } from '../../../kit/redEvidence';
import { testResult } from '../../../kit/testReport';

const TEST = 'tests/test_cart.py';
const frame = (file: string, library = false, name = ''): Frame => ({ file, line: 7, function: name, library });
const IN_TEST = frame(TEST);
const IN_SUBJECT = frame('src/cart.py');
const IN_HELPER = frame('tests/helpers.py');
const IN_OTHER = frame('src/receipt.py');
const IN_LIBRARY = frame('/usr/lib/python3/site-packages/requests/api.py', true);
const IN_JSON = frame('/usr/lib/python3.11/json/decoder.py', true);

const symbol = (name: string, kind: SymbolKind, about: Partial<DeclaredSymbol> = {}): DeclaredSymbol => ({
  ...{ name, kind, parameters: [], members: [], isAsync: false },
  ...about,
});

interface Given {
  readonly outcome?: TestOutcome;
  readonly subject?: Partial<Subject>;
  readonly imports?: readonly TestImport[];
}

function cause(failure: Partial<TestFailure>, { outcome = 'failed', subject = {}, imports = [] }: Given = {}) {
  const context = { subject: sampleSubject(subject), imports, hasStandIn: false };
  return causeOf(testResult('test_total', outcome, failure), context);
}

const reason = (failure: Partial<TestFailure>, given?: Given) => cause(failure, given).reason;
const raised = (exception: string, ...frames: readonly Frame[]) => ({ exception, message: 'boom', frames });

describe('a failure is put down to', () => {
  it('the subject, when it raises, or hands to others what they cannot take', () => {
    assert.equal(reason(raised('ValueError', IN_SUBJECT, IN_TEST)), 'subject-error');
    assert.equal(reason(raised('JSONDecodeError', IN_JSON, IN_SUBJECT, IN_TEST)), 'subject-error');
    assert.equal(reason(raised('SchemaError', IN_LIBRARY, IN_SUBJECT, IN_TEST)), 'subject-error');
    assert.equal(reason(raised('KeyError', IN_OTHER, IN_SUBJECT, IN_TEST)), 'subject-error');
    assert.equal(
      reason(raised('AssertionError', IN_SUBJECT, IN_TEST)),
      'subject-error',
      'its own assertion is no test',
    );
    assert.match(
      cause(raised('ValueError', IN_SUBJECT, IN_TEST)).explanation,
      /raises ValueError: boom, at src\/cart\.py:7$/,
    );
  });

  it('a library, when the test called it', () => {
    assert.equal(reason(raised('ConnectionError', IN_LIBRARY, IN_TEST)), 'library-error');
    assert.equal(reason(raised('JSONDecodeError', IN_JSON, IN_HELPER, IN_TEST)), 'library-error');
    assert.equal(reason(raised('Error', frame('node_modules/leftpad/index.js'), IN_TEST)), 'library-error');
  });

  it('the test, when its own lines or those of its helpers raise', () => {
    assert.equal(reason(raised('TypeError', IN_TEST)), 'test-error');
    assert.equal(reason(raised('TypeError', IN_HELPER, IN_TEST)), 'test-error');
    assert.match(
      cause(raised('KeyError', IN_OTHER, IN_TEST)).explanation,
      /^src\/receipt\.py, which is not the module under test/,
    );
  });

  it('an assertion, wherever the library of assertions raises it', () => {
    assert.equal(reason(raised('AssertionError', IN_LIBRARY, IN_TEST)), 'assertion');
    for (const exception of ['Failed', 'AssertionFailedError', 'org.junit.ComparisonFailure', 'JestAssertionError']) {
      assert.equal(reason(raised(exception, IN_TEST)), 'assertion', exception);
    }
    assert.equal(reason({ exception: 'Error', message: 'boom', expected: '1', actual: '2' }), 'assertion');
    assert.equal(reason({ message: 'cart_test.go:7: got 1, want 2' }), 'assertion');
    assert.equal(reason({ message: 'panic: boom' }), 'test-error');
  });

  it('what is not implemented, when the subject says so and not the test itself', () => {
    assert.equal(reason(raised('NotImplementedError', IN_SUBJECT, IN_TEST)), 'not-implemented');
    assert.equal(
      reason({ ...raised('Error', IN_SUBJECT, IN_TEST), message: 'not yet implemented' }),
      'not-implemented',
    );
    assert.equal(reason(raised('NotImplementedError', IN_TEST)), 'test-error');
    const rejected = 'promise rejected "Error: not implemented" instead of resolving';
    assert.equal(reason({ ...raised('AssertionError', IN_TEST), message: rejected }), 'not-implemented');
  });

  it('the set-up, by its outcome, by the function it happened in, or by another file of set-up', () => {
    assert.equal(reason(raised('ValueError', IN_TEST), { outcome: 'setup-error' }), 'fixture-error');
    assert.equal(reason(raised('ValueError', frame(TEST, false, 'CartTest.setUp'))), 'fixture-error');
    assert.equal(reason(raised('ValueError', frame(TEST, false, 'setUpTheCart'))), 'test-error');
    const conftest = raised('NameError', frame('tests/conftest.py'));
    assert.equal(reason(conftest, { outcome: 'collection-error' }), 'fixture-error');
    assert.equal(reason(raised('ValueError', IN_SUBJECT), { outcome: 'setup-error' }), 'subject-error');
  });

  it('the file that has the syntax error', () => {
    const error = (message: string) => ({ exception: 'SyntaxError', message });
    const loading = { outcome: 'collection-error' } as const;
    assert.equal(reason(error('invalid syntax (test_cart.py, line 1)'), loading), 'syntax-error');
    assert.equal(reason(error('invalid syntax (cart.py, line 1)'), loading), 'subject-error');
    assert.equal(reason({ ...error('Unexpected token'), frames: [IN_TEST] }), 'test-error', 'of a text that it parsed');
  });

  it('an import, when that can never work', () => {
    const relative = { exception: 'ImportError', message: 'attempted relative import with no known parent package' };
    assert.equal(reason(relative, { outcome: 'collection-error' }), 'unexplained-import');
  });

  it('nobody, for a test that pytest cannot run', () => {
    const message = 'async def functions are not natively supported.';
    assert.equal(reason({ exception: 'Failed', message }), 'not-run');
  });
});

describe('a module that is missing', () => {
  const missing = (missingModule: string) => ({ exception: 'ModuleNotFoundError', message: '', missingModule });

  it('is not the subject when that is there: it is imported under a name that does not lead to it', () => {
    assert.equal(reason(missing('cart'), { subject: { exists: false } }), 'subject-missing');
    const wrong = cause(missing('cart'));
    assert.equal(wrong.reason, 'unexplained-import');
    assert.match(wrong.explanation, /a name under which src\/cart\.py would not be found$/);
  });

  it('may be that of another component, as long as that is not there', () => {
    const [receipt] = sampleSubject().siblings;
    assert.ok(receipt);
    assert.equal(reason(missing('src.receipt')), 'subject-missing');
    const there = { subject: { siblings: [{ ...receipt, exists: true }] } };
    assert.equal(reason(missing('src.receipt'), there), 'unexplained-import');
  });
});

describe('a name that is missing', () => {
  const noAttribute = (owner: string, missingSymbol: string) => ({
    exception: 'AttributeError',
    message: `${owner} has no attribute '${missingSymbol}'`,
    missingSymbol,
    frames: [IN_TEST],
  });

  it('of a class whose members are declared has to be one of them', () => {
    assert.equal(reason(noAttribute("'Cart' object", 'total')), 'symbol-missing');
    const madeUp = cause(noAttribute("'Cart' object", 'totel'));
    assert.equal(madeUp.reason, 'unexplained-import');
    assert.match(madeUp.explanation, /did you mean total\?/);
  });

  it('of a class of which nothing more is said, or of a module of which nothing is said, is what the tests ask for', () => {
    const bare = { subject: { interface: [symbol('Cart', 'class')] } };
    assert.equal(reason(noAttribute("'Cart' object", 'colour'), bare), 'symbol-missing');
    const imports = [{ file: TEST, line: 1, module: 'src.cart', names: ['Basket'] }];
    const silent = { subject: { interface: [], words: new Set<string>() }, imports };
    assert.equal(reason(noAttribute("'Basket' object", 'colour'), silent), 'symbol-missing');
    assert.equal(reason(noAttribute("'Other' object", 'colour'), silent), 'unexplained-import');
    const name = { exception: 'ImportError', message: "cannot import name 'Basket'", missingSymbol: 'Basket' };
    assert.equal(reason(name, silent), 'symbol-missing');
  });

  it('of what the language makes is an error of the test', () => {
    assert.equal(reason(noAttribute("'str' object", 'colour')), 'test-error');
    assert.equal(reason(noAttribute("module 'os'", 'colour')), 'test-error');
    const script = {
      exception: 'TypeError',
      message: 'lines.map is not a function',
      missingSymbol: 'map',
      frames: [IN_TEST],
    };
    assert.equal(reason(script), 'test-error');
  });

  it('may be told by a matcher that waited for another error', () => {
    const message = 'expect(received).toThrow(expected)\n\nReceived message: "total is not a function"';
    assert.equal(reason({ exception: 'JestAssertionError', message }), 'symbol-missing');
    assert.equal(reason({ exception: 'JestAssertionError', message: message.replace('total', 'parse') }), 'assertion');
  });

  it('may be a parameter, when the specification has it', () => {
    const error = (message: string) => ({ exception: 'TypeError', message, frames: [IN_TEST] });
    const cases: readonly (readonly [string, string])[] = [
      ["Cart.add_item() got an unexpected keyword argument 'cents'", 'symbol-missing'],
      ["Cart.add_item() got an unexpected keyword argument 'colour'", 'test-error'],
      ['Cart.add_item() takes 2 positional arguments but 3 were given', 'symbol-missing'],
      ['Cart.add_item() takes 2 positional arguments but 4 were given', 'test-error'],
      ['Cart.total() takes 1 positional argument but 2 were given', 'test-error'],
      ["helper() got an unexpected keyword argument 'cents'", 'test-error'],
    ];
    for (const [message, expected] of cases) assert.equal(reason(error(message)), expected, message);
    const item = symbol('Item', 'class', { members: [symbol('name', 'property'), symbol('cents', 'property')] });
    const given = { subject: { interface: [item] } };
    assert.equal(reason(error('Item() takes no arguments'), given), 'symbol-missing');
    assert.equal(reason(error("Item.__init__() got an unexpected keyword argument 'cents'"), given), 'symbol-missing');
    assert.equal(reason(error('Item.__init__() takes 1 positional argument but 4 were given'), given), 'test-error');
  });
});
