import { allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { Workaround, WorkaroundKind } from './workaround';
import { isBuiltIn } from './workaroundBuiltIns';
import { textOf } from './workaroundNames';
import type { WorkaroundScan } from './workaroundScan';
import { callsIn, found, isStopGap } from './workaroundScan';
import { testModuleOf } from './workaroundTestFiles';

/** Finds code that replaces parts of the language, its library or the test runner for everybody in the process. */
export function findPatches(scan: WorkaroundScan): readonly Workaround[] {
  const patched = targetsIn(scan).flatMap((target) => {
    const { node, path } = target;
    const kind = kindOf(scan, target);
    if (kind === undefined) return [];
    const isNew = scan.family === 'script' && /\.prototype\.\w+$/.test(path) && !isBuiltIn(path);
    const weight = isNew || isStopGap(node) ? 'notice' : 'decide';
    const detail = isNew ? `adds ${path} for the whole process` : `replaces ${path} for the whole process`;
    return [found(scan, node, { kind, weight, detail })];
  });
  return [...patched, ...fakeClocks(scan)];
}

const CLOCK: Readonly<Record<WorkaroundScan['family'], RegExp>> = {
  python: /^(?:sys\.modules\.)?(?:time|datetime|random|secrets|uuid)(?:\.|$)/,
  script:
    /^(?:Date|performance|Temporal|setTimeout|setInterval|setImmediate|clearTimeout|clearInterval|queueMicrotask|process\.(?:hrtime|uptime|nextTick)|Math\.random)(?:\.|$)/,
};
const EXIT =
  /^(?:sys\.(?:exit|excepthook|unraisablehook)|os\.(?:_exit|abort|kill)|threading\.excepthook|process\.(?:exit|reallyExit|abort|kill))$/;
const CHECKS: Readonly<Record<WorkaroundScan['family'], RegExp>> = {
  python:
    /^(?:sys\.modules\.)?(?:builtins|__builtins__|operator|math\.isclose|_?pytest|unittest|numpy\.testing)(?:\.|$)/,
  script:
    /^(?:assert|assert\/strict|chai|expect|vitest|jest|@jest\/globals|node:test|mocha|util\.isDeepStrictEqual)(?:\.|$)/,
};

function kindOf(scan: WorkaroundScan, { path, isText }: Target): WorkaroundKind | undefined {
  if (testModuleOf(path.replace(/^sys\.modules\./, ''), scan) !== undefined) return 'touches-tests';
  if (EXIT.test(path)) return 'patched-exit';
  const root = path.replace(/^sys\.modules\./, '').split('.')[0] ?? '';
  const isOwn =
    isText !== true && scan.family === 'python' && !path.startsWith('sys.modules.') && !isImported(scan, root);
  if (isOwn && root !== '__builtins__') return undefined;
  if (CLOCK[scan.family].test(path)) return 'patched-clock';
  if (CHECKS[scan.family].test(path)) return 'patched-equality';
  return scan.family === 'script' &&
    (isBuiltIn(path) || (/^[A-Z]\w+\.prototype\.\w+$/.test(path) && isBuiltIn(path.split('.')[0] ?? '')))
    ? 'patched-equality'
    : undefined;
}

function isImported(scan: WorkaroundScan, root: string): boolean {
  return scan.names.imports.some(({ module }) => module.split('.')[0] === root);
}

interface Target {
  readonly node: SyntaxNode;
  /** `time.time`, `Date.now`. */
  readonly path: string;
  /** Whether it is named in full in a text, so that it needs no import. */
  readonly isText?: boolean;
}

function targetsIn(scan: WorkaroundScan): readonly Target[] {
  const assigned = allOfType(
    scan.root,
    'assignment',
    'assignment_expression',
    'augmented_assignment_expression',
  ).flatMap((node) => {
    const left = node.childForFieldName('left');
    if (left === null || (left.type === 'identifier' && (scan.family === 'python' || isDeclared(scan, left.text))))
      return [];
    const path = scan.names.pathOf(left);
    return path === undefined ? [] : [{ node, path }];
  });
  return [...assigned, ...callsIn(scan.root).flatMap((call) => targetsOfCall(scan, call))];
}

function isDeclared(scan: WorkaroundScan, name: string): boolean {
  return allOfType(
    scan.root,
    'variable_declarator',
    'class_declaration',
    'function_declaration',
    'import_specifier',
  ).some((node) => (fieldText(node, 'alias') || fieldText(node, 'name')) === name);
}

const BY_NAME =
  /^(?:setattr|delattr|Object\.defineProperty|Reflect\.(?:set|defineProperty)|(?:\w+\.)*patch\.object|monkeypatch\.setattr|(?:jest|vi|vitest\.vi|sinon|mock|node:test\.mock)\.(?:spyOn|stub|replace|method|fake))$/;

/** `setattr(time, 'time', ..)`, `Object.assign(Date, { now })`, `patch('time.time')`. */
function targetsOfCall(scan: WorkaroundScan, call: SyntaxNode): readonly Target[] {
  const callee = scan.names.pathOf(call.childForFieldName('function')) ?? '';
  const [first, second] = partsOf(call.childForFieldName('arguments'));
  if (first === undefined) return [];
  if (/(?:^|\.)patch$/.test(callee)) {
    const path = textOf(first);
    return path === undefined ? [] : [{ node: call, path, isText: true }];
  }
  const object = scan.names.pathOf(first);
  if (object === undefined || second === undefined) return [];
  const isWhole = callee === 'Object.assign' && second.type === 'object';
  const keys = isWhole
    ? partsOf(second).map((part) => fieldText(part, 'key') || fieldText(part, 'name') || part.text)
    : [textOf(second) ?? ''];
  if (!isWhole && !BY_NAME.test(callee)) return [];
  return keys
    .filter((key) => key !== '')
    .map((key) => ({
      node: call,
      path: `${object}.${key}`.replace(/^(?:globalThis|global|window)\./, ''),
    }));
}

const FAKE_CLOCK =
  /(?:^|\.)(?:useFakeTimers|setSystemTime|freeze_time|mockdate\.set|timekeeper\.freeze|FakeTimers\.install|timers\.enable)$|^time_machine\.travel$/i;
const FAKE_CLOCK_MODULES = /^(?:freezegun|time_machine|sinon|@sinonjs\/fake-timers|mockdate|timekeeper)$/;

function fakeClocks(scan: WorkaroundScan): readonly Workaround[] {
  const calls = callsIn(scan.root).flatMap((call) => {
    const callee = scan.names.pathOf(call.childForFieldName('function')) ?? '';
    if (!FAKE_CLOCK.test(callee)) return [];
    return [
      found(scan, call, {
        kind: 'patched-clock',
        weight: 'decide',
        detail: `sets the clock by ${callee}, as tests do`,
      }),
    ];
  });
  const modules = scan.names.imports.flatMap(({ module, node }) =>
    FAKE_CLOCK_MODULES.test(module)
      ? [found(scan, node, { kind: 'patched-clock', weight: 'notice', detail: `uses ${module}, which sets the clock` })]
      : [],
  );
  return [...calls, ...modules];
}
