import { allOfType, fieldText, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { Workaround } from './workaround';
import type { WorkaroundScan } from './workaroundScan';
import { callsIn, found, functionAround, isInMainGuard, nameAround } from './workaroundScan';

/** Ends the process at once, so that nobody can stop it or count what was left. */
const HARD = /^(?:os\.(?:_exit|abort|kill|killpg)|process\.(?:abort|reallyExit|kill)|signal\.raise_signal)$/;
const SOFT = /^(?:sys\.exit|exit|quit|SystemExit|process\.exit|Deno\.exit)$/;
/** Functions whose business it is to end a program. */
const ENDING =
  /^_?(?:main|cli|run_?cli|usage|die|fail|abort|bail|exit|quit|terminate|shut_?down|stop|error|panic|fork|daemon|child|watch_?dog|on_?\w*(?:signal|sig\w+|close|exit|error)|handle_?\w*(?:signal|sig\w+|exit|error)|cmd_?\w*|command\w*)\w*$/i;

/** Finds code that ends the process in which the tests run, or changes how it ends. */
export function findExits(scan: WorkaroundScan): readonly Workaround[] {
  const exits = [...callsIn(scan.root), ...allOfType(scan.root, 'raise_statement')].flatMap((node) => exit(scan, node));
  return [...exits, ...handlers(scan), ...exitCodes(scan)];
}

function exit(scan: WorkaroundScan, node: SyntaxNode): readonly Workaround[] {
  const callee = calleeOf(scan, node);
  const isHard = HARD.test(callee) && isOwnProcess(node, callee);
  if ((!isHard && !SOFT.test(callee)) || isInMainGuard(node) || isOwnFunction(scan, callee)) return [];
  const isSuccess = /^(?:\(\s*\)|\(\s*(?:0|None|undefined|null)\s*\)|)$/.test(argumentsOf(node));
  const around = functionAround(node);
  const name = nameAround(node);
  if (around !== undefined && ENDING.test(name) && !(isHard && isSuccess && !/fork|daemon|child|watch/i.test(name)))
    return [];
  const isScript = scan.root.text.startsWith('#!');
  const forks = /\bos\.fork\b/.test(scan.root.text);
  const isSure = isHard ? isSuccess && !forks : around === undefined && isSuccess && !isScript;
  const where = around === undefined ? 'when the file is loaded' : `in ${name === '' ? 'a function' : name}`;
  const how = isHard ? 'ends the process at once' : 'ends the process';
  const as = isSuccess ? ', as if all were well' : '';
  return [
    found(scan, node, { kind: 'patched-exit', weight: isSure ? 'decide' : 'notice', detail: `${how} ${where}${as}` }),
  ];
}

function calleeOf(scan: WorkaroundScan, node: SyntaxNode): string {
  if (node.type !== 'raise_statement') return scan.names.pathOf(node.childForFieldName('function')) ?? '';
  const [raised] = partsOf(node);
  return raised?.type === 'identifier' && raised.text === 'SystemExit' ? raised.text : '';
}

function argumentsOf(node: SyntaxNode): string {
  return node.childForFieldName('arguments')?.text ?? '';
}

/** `kill` is meant for this process only when it says so. */
function isOwnProcess(node: SyntaxNode, callee: string): boolean {
  return !/kill/.test(callee) || /getpid|process\.pid/.test(argumentsOf(node));
}

/** A function of the file that is called `exit` is none of the language's. */
function isOwnFunction(scan: WorkaroundScan, callee: string): boolean {
  if (!/^(?:exit|quit)$/.test(callee)) return false;
  return (
    scan.family === 'script' ||
    allOfType(scan.root, 'function_definition').some((node) => fieldText(node, 'name') === callee)
  );
}

/** What runs when the process ends: a handler that decides how it ends hides what the tests found. */
function handlers(scan: WorkaroundScan): readonly Workaround[] {
  return callsIn(scan.root).flatMap((call) => {
    const callee = scan.names.pathOf(call.childForFieldName('function')) ?? '';
    const isExit =
      callee === 'atexit.register' ||
      (/^process\.(?:on|once)$/.test(callee) && /^\(\s*['"](?:exit|beforeExit)/.test(argumentsOf(call)));
    if (!isExit) return [];
    const decides = /_exit|process\.(?:exit|reallyExit|exitCode)|os\.abort/.test(handlerText(scan, call));
    const detail = decides
      ? 'decides how the process ends, whatever the tests found'
      : 'does something when the process ends';
    return [found(scan, call, { kind: 'patched-exit', weight: decides ? 'decide' : 'notice', detail })];
  });
}

/** The handler itself, also when it is given by its name. */
function handlerText(scan: WorkaroundScan, call: SyntaxNode): string {
  const given = partsOf(call.childForFieldName('arguments')).map(({ text }) => text);
  const named = allOfType(scan.root, 'function_definition', 'function_declaration').filter((node) =>
    given.includes(fieldText(node, 'name')),
  );
  return [...given, ...named.map(({ text }) => text)].join('\n');
}

function exitCodes(scan: WorkaroundScan): readonly Workaround[] {
  return allOfType(scan.root, 'assignment_expression').flatMap((node) => {
    const path = scan.names.pathOf(node.childForFieldName('left'));
    if (path !== 'process.exitCode' || !/^(?:0|undefined)$/.test(fieldText(node, 'right')) || isInMainGuard(node))
      return [];
    return [
      found(scan, node, {
        kind: 'patched-exit',
        weight: 'notice',
        detail: 'says that the process ended well, whatever the tests found',
      }),
    ];
  });
}
