import { canonicalText } from '../canonicalText';
import type { Demand } from '../demand';
import type { SourceNode } from '../sourceNode';
import { elementsOf } from '../sourceNode';
import { dottedName, lastPart, plainText } from './pythonNames';

/** How many of Python's own exceptions a class stands for. */
const BREADTH: Readonly<Record<string, number>> = {
  BaseException: 100,
  Exception: 90,
  Warning: 12,
  OSError: 16,
  EnvironmentError: 16,
  IOError: 16,
  ValueError: 5,
  ArithmeticError: 4,
  RuntimeError: 3,
  LookupError: 3,
  ConnectionError: 5,
  ImportError: 2,
  NameError: 2,
  SyntaxError: 3,
  UnicodeError: 4,
};
const ANY = 90;

/** What is asked of an exception: of which classes it is and, when that is looked at, what it says. */
export function exceptionDemand(classes: SourceNode | undefined, match: SourceNode | undefined): Demand {
  const wanted = classes?.type === 'tuple' ? elementsOf(classes) : classes === undefined ? [] : [classes];
  const breadth = wanted.length === 0 ? ANY : wanted.reduce((sum, one) => sum + breadthOf(one), 0);
  const exceptions = {
    name: 'exceptions',
    value: breadth,
    text: classes === undefined ? 'any exception' : canonicalText(classes),
  };
  if (match === undefined || match.type === 'none')
    return { strength: breadth >= ANY ? 'weak' : 'bounded', tolerances: [exceptions] };
  const pattern = match.type === 'string' ? plainText(match) : canonicalText(match);
  const strength = breadth >= ANY || /^\.?[*+]?$/.test(pattern) ? 'bounded' : 'exact';
  return { strength, tolerances: [exceptions, { name: 'match', value: 0, text: pattern }] };
}

function breadthOf(exception: SourceNode): number {
  return BREADTH[lastPart(dottedName(exception))] ?? 1;
}
