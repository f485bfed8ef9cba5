import type { DeclaredSymbol } from '../spec/declaredSymbol';
import type { TestFailure, TestImport, TestResult } from '../testrun/report';
import { placeOf } from './failurePlace';
import type { CauseContext, Judgement } from './judgement';
import type { Subject } from './subject';
import { declaredAs, didYouMean, isModuleOf, namesIn } from './subject';

/** A module that is not there: the subject's or another component's, or nobody's. */
export function missingModuleCause(
  failure: TestFailure,
  _test: TestResult,
  context: CauseContext,
): Judgement | undefined {
  const { missingModule: module } = failure;
  const { subject, hasStandIn } = context;
  if (module === undefined) return undefined;
  const isWanted = (path: string) => !hasStandIn && isModuleOf(module, path);
  if (!subject.exists && isWanted(subject.implementationPath)) {
    const explanation = `the module under test, ${subject.implementationPath}, does not exist yet`;
    return { reason: 'subject-missing', explanation };
  }
  const sibling = subject.siblings.find((each) => !each.exists && isWanted(each.path));
  if (sibling !== undefined) {
    const explanation = `needs ${sibling.path} of the component ${sibling.component}, which does not exist yet`;
    return { reason: 'subject-missing', explanation };
  }
  const meant = pathsOf(subject).find((path) => isModuleOf(module, path));
  const explanation =
    meant === undefined
      ? `imports ${module}, which is neither installed nor specified${hint(module, moduleNames(subject))}`
      : `imports ${module}, a name under which ${meant} would not be found`;
  return { reason: 'unexplained-import', explanation };
}

/** A name that a module or an object does not have. Of what the language itself makes, it is an error of who asks. */
export function missingSymbolCause(
  failure: TestFailure,
  test: TestResult,
  context: CauseContext,
): Judgement | undefined {
  const { subject, imports } = context;
  const symbol = failure.missingSymbol ?? metByMatcher(failure, subject);
  if (symbol === undefined || isOfLanguage(failure, subject)) return parameterCause(failure, subject);
  const module = imports.find((each) => each.file === test.file && each.names.includes(symbol))?.module;
  if (isExplained(symbol, module, subject) || isUndeclaredMember(failure, context)) {
    if (!subject.exists) {
      return {
        reason: 'subject-missing',
        explanation: `the module under test, ${subject.implementationPath}, with ${symbol} does not exist yet`,
      };
    }
    return { reason: 'symbol-missing', explanation: `${symbol} is specified and does not exist yet` };
  }
  if (placeOf(failure, test, subject).kind === 'subject') return undefined;
  const explanation = `needs ${symbol}, which the specification does not mention${hint(symbol, subject.words)} (${failure.message.split('\n', 1)[0]})`;
  return { reason: 'unexplained-import', explanation };
}

/** An assertion that waits for one error and meets another tells of it: `Received message: "total is not a function"`. */
function metByMatcher({ exception, message }: TestFailure, subject: Subject): string | undefined {
  const name =
    exception === 'TypeError' ? undefined : /\b([\w$]+) is not a (?:function|constructor)\b/.exec(message)?.[1];
  return name !== undefined && namesIn(subject.interface).includes(name) ? name : undefined;
}

/**
 * Names that a test file takes from missing modules of the specification although nobody specified them, each as a sentence. Of a
 * module that is there the run itself tells what it lacks.
 */
export function unexplainedNames({ module, names }: TestImport, subject: Subject): readonly string[] {
  const paths = pathsOf(subject);
  const missing = [
    subject.exists ? [] : subject.implementationPath,
    ...subject.siblings.map((each) => (each.exists ? [] : each.path)),
  ];
  if (!missing.flat().some((path) => isModuleOf(module, path))) return [];
  return names
    .filter((name) => name !== '*' && name !== 'default')
    .filter((name) => !isExplained(name, module, subject) && !paths.some((path) => isModuleOf(name, path)))
    .map(
      (name) =>
        `imports ${name} from ${module}, a name that the specification does not mention${hint(name, subject.words)}`,
    );
}

/** `; did you mean Cart?`, or nothing. */
export function hint(name: string, names: Iterable<string>): string {
  const near = didYouMean(name, names);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** Where the specification declares nothing of a module, whatever tests import from it is what they ask for. */
function isExplained(name: string, module: string | undefined, subject: Subject): boolean {
  const sibling = module === undefined ? undefined : subject.siblings.find((each) => isModuleOf(module, each.path));
  const isOfSubject = module === undefined || isModuleOf(module, subject.implementationPath);
  if (isOfSubject && (subject.words.has(name) || (module !== undefined && subject.interface.length === 0))) return true;
  if (sibling === undefined)
    return module === undefined && subject.siblings.some((each) => declares(each.interface, name));
  return sibling.interface.length === 0 || declares(sibling.interface, name) || subject.words.has(name);
}

function declares(symbols: readonly DeclaredSymbol[], name: string): boolean {
  return namesIn(symbols).includes(name);
}

const OWNER = /^(?:type object )?'([\w.]+)' object has no attribute|^type object '([\w.]+)' has|^module '([\w.]+)' has/;
const PYTHON_TYPES = new Set(
  'str int float bool complex list dict tuple set frozenset bytes bytearray range function method builtin_function_or_method generator coroutine NoneType type module Decimal datetime date timedelta Path PosixPath'.split(
    ' ',
  ),
);
const SCRIPT_MEMBERS = new Set(
  [Array, String, Number, Boolean, Map, Set, Promise, Date, RegExp, Function, Object].flatMap((type) =>
    Object.getOwnPropertyNames(type.prototype),
  ),
);

function isOfLanguage({ message, missingSymbol = '' }: TestFailure, subject: Subject): boolean {
  const owner = ownerIn(message);
  if (owner !== undefined) {
    if (PYTHON_TYPES.has(owner)) return !subject.words.has(missingSymbol);
    const isModule = message.startsWith('module ');
    return isModule && !pathsOf(subject).some((path) => isModuleOf(owner, path));
  }
  return (
    / is not a (?:function|constructor)/.test(message) &&
    SCRIPT_MEMBERS.has(missingSymbol) &&
    !subject.words.has(missingSymbol)
  );
}

function ownerIn(message: string): string | undefined {
  const [, object, type, module] = OWNER.exec(message) ?? [];
  return object ?? type ?? module;
}

/** A member of the subject's own class, of whose members the specification says nothing. */
function isUndeclaredMember({ message }: TestFailure, { subject, imports }: CauseContext): boolean {
  const owner = ownerIn(message);
  if (owner === undefined) return subject.interface.length === 0 && / is not a (?:function|constructor)/.test(message);
  const declared = declaredAs(subject.interface, owner);
  if (declared !== undefined) return declared.members.length === 0;
  if (subject.interface.length > 0) return false;
  return imports.some(
    (each) =>
      isModuleOf(each.module, subject.implementationPath) &&
      (each.names.includes(owner) || message.startsWith('module ')),
  );
}

const UNEXPECTED = /\b([\w.]+)\(\) got an unexpected keyword argument '(\w+)'/;
const TOO_MANY =
  /\b([\w.]+)\(\) takes (?:(?:from \d+ to )?\d+ positional arguments? but (\d+) (?:was|were) given|no arguments)/;

/** The callable is there, and does not take yet what the specification says that it takes. */
function parameterCause({ message }: TestFailure, subject: Subject): Judgement | undefined {
  const [, called = '', name = ''] = UNEXPECTED.exec(message) ?? [];
  if (callableNamed(called, subject)?.parameters.includes(name)) {
    return {
      reason: 'symbol-missing',
      explanation: `the parameter ${name} of ${called} is specified and does not exist yet`,
    };
  }
  const [, callable = '', given = '2'] = TOO_MANY.exec(message) ?? [];
  const declared = callableNamed(callable, subject);
  const receiver = callable.endsWith('__init__') || declared?.kind === 'method' || declared?.kind === 'class' ? 1 : 0;
  if (declared === undefined || Number(given) - receiver > declared.parameters.length) return undefined;
  const explanation = `${callable} does not take the parameters yet that are specified: ${declared.parameters.join(', ')}`;
  return { reason: 'symbol-missing', explanation };
}

/** Messages say `total`, `Cart.add`, `Cart.__init__` or, for a class without one, `Cart`. A class is made of its fields. */
function callableNamed(called: string, { interface: symbols }: Subject): DeclaredSymbol | undefined {
  if (called === '') return undefined;
  const [last = '', owner] = called.split('.').reverse();
  const owners = symbols.filter((symbol) => owner === undefined || owner === symbol.name);
  const found = [...owners.flatMap((symbol) => symbol.members), ...symbols].find((symbol) => symbol.name === last);
  const made = found?.kind === 'class' ? found : last === '__init__' ? owners[0] : undefined;
  if (made === undefined || owners.length === 0) return found;
  const init = made.members.find((member) => member.name === '__init__');
  const fields = made.members.filter((member) => member.kind === 'property').map((member) => member.name);
  return { ...made, parameters: init?.parameters ?? fields };
}

function pathsOf({ implementationPath, siblings }: Subject): readonly string[] {
  return [implementationPath, ...siblings.map((each) => each.path)];
}

/** The spellings in which tests may import the modules of this specification. */
function moduleNames(subject: Subject): string[] {
  return pathsOf(subject).flatMap((path) => {
    const segments = path.replace(/\.[^./]+$/, '').split('/');
    return [path, ...segments.map((_, start) => segments.slice(start).join('.'))];
  });
}
