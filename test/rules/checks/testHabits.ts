import { readImports } from '../../kit/importGraph';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';
import { codeBreaches } from './words';

const SLEEP = /(?<![\w$.])setTimeout\s*\(|\bwaitForTimeout\s*\(|\bawait\s+(?:sleep|delay)\s*\(/g;
const MOCK = /\bmock\s*\.\s*module\s*\(|\bModule\s*\.\s*_\w+|\brequire\s*\.\s*cache\b|\bproxyquire\b|\besmock\b/g;
const SKIP =
  /\b(?:it|test|describe|context|suite)\s*\.\s*(?:skip|only|todo)\b|(?<![\w$.])(?:xit|xdescribe|fit|fdescribe)\s*\(|\bthis\s*\.\s*skip\b/g;

/** Test files that sleep, replace modules, or leave tests out. Helpers may set time limits. */
export function testHabitBreaches(sources: Sources): readonly Breach[] {
  const tests: Sources = new Map([...sources].filter(([file]) => file.endsWith('.test.ts')));
  const imported = [...tests].flatMap(([file, text]) =>
    readImports(text)
      .filter(({ specifier }) => /^(?:node:)?timers\/promises$/.test(specifier ?? ''))
      .map(({ line }) => ({ file, line, message: 'wait for an event, not for time' })),
  );
  return [
    ...imported,
    ...codeBreaches(tests, SLEEP, 'wait for an event, not for time'),
    ...codeBreaches(tests, MOCK, 'no module is replaced: take a port, or use the real one'),
    ...codeBreaches(tests, SKIP, 'run every test'),
  ];
}
