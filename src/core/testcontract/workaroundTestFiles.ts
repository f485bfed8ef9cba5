import { allOfType, partsOf } from '../codebase/syntaxSearch';
import type { SyntaxNode } from '../codebase/syntaxTrees';
import type { Workaround } from './workaround';
import type { WorkaroundScan } from './workaroundScan';
import { callsIn, found } from './workaroundScan';

const WRITING =
  /(?:^|\.)(?:write_text|write_bytes|unlink|rmdir|rmtree|remove|removedirs|rename|renames|truncate|writeFile(?:Sync)?|appendFile(?:Sync)?|rm(?:Sync)?|rmdirSync|unlinkSync|renameSync|truncateSync|copyFile(?:Sync)?|createWriteStream|copyfile|copy2?|copytree|move|symlink(?:Sync|_to)?)$|^os\.replace$|\)\.replace$/;
const SHELL = /^(?:os\.(?:system|popen|exec\w*|spawn\w*)|subprocess\.\w+|child_process\.\w+)$/;
const DESTRUCTIVE = /(?:^|[\s;&|])(?:rm|mv|cp|sed|truncate|tee|dd|git)\s|>/;
const OPENING = /^(?:open|io\.open|codecs\.open|fs\.open(?:Sync)?|fs\.promises\.open)$|\)\.open$/;
const READING = /(?:^|\.)(?:read_text|read_bytes|readFile(?:Sync)?|createReadStream|getsource(?:lines)?)$/;
const LOOKS_LIKE_TESTS =
  /(?:^|[/\\])(?:tests?|__tests__|specs?)(?:[/\\]|$)|(?:^|[/\\])test_[\w*]*\.py|[\w*]_test\.py|\.(?:test|spec)\.[cm]?[jt]sx?$|conftest\.py$|(?:^|[/\\])(?:pytest\.ini|tox\.ini|\.mocharc\.\w+|(?:jest|vitest)\.config\.\w+)$|__snapshots__|\.snap$/;

/** Finds code that deletes, rewrites or reads the tests, or takes part of them into itself. */
export function findTestFileTouches(scan: WorkaroundScan): readonly Workaround[] {
  return [...callsIn(scan.root).flatMap((call) => touch(scan, call)), ...importedTests(scan)];
}

/** The test file that a module's name stands for: `tests.test_cart`, `./cart.test.js`; undefined when it is none. */
export function testModuleOf(module: string, scan: Pick<WorkaroundScan, 'testFiles'>): string | undefined {
  const wanted = module.replace(/^[./]+/, '').replace(/\.[cm]?[jt]sx?$/, '');
  if (wanted === '') return undefined;
  return scan.testFiles.find((file) => {
    const stem = file.replace(/\.[^./]+$/, '');
    return [stem, stem.replaceAll('/', '.')].some((name) =>
      [wanted, wanted.split('.').slice(0, -1).join('.')].some(
        (part) => part !== '' && (name === part || name.endsWith(`/${part}`) || name.endsWith(`.${part}`)),
      ),
    );
  });
}

function importedTests(scan: WorkaroundScan): readonly Workaround[] {
  return scan.names.imports.flatMap(({ module, node }) => {
    const file = testModuleOf(module, scan);
    if (file === undefined) return [];
    return [found(scan, node, { kind: 'touches-tests', weight: 'decide', detail: `imports the test file ${file}` })];
  });
}

function touch(scan: WorkaroundScan, call: SyntaxNode): readonly Workaround[] {
  const deed = deedOf(scan, call);
  if (deed === undefined) return [];
  const pieces = piecesOf(scan, call);
  if (deed.isShell && !pieces.some((piece) => DESTRUCTIVE.test(`${piece} `))) return [];
  const isWhole = /(?:^|\.)(?:rmtree|rm|rmSync|rmdir|rmdirSync|removedirs)$/.test(calleeOf(scan, call)) || deed.isShell;
  const inFolder = (piece: string) =>
    isWhole ? scan.testFiles.find((file) => file.startsWith(`${piece.replace(/^\.\/|\/$/g, '')}/`)) : undefined;
  const target = pieces
    .flatMap((piece) => [testFileIn(piece, scan), ...piece.split(/\s+/).map(inFolder)])
    .find((file) => file !== undefined);
  if (target !== undefined) {
    const isAsked = pieces.some((piece) => scan.facts.speaksOf(piece) && LOOKS_LIKE_TESTS.test(piece));
    return [
      found(scan, call, {
        kind: 'touches-tests',
        weight: isAsked ? 'notice' : 'decide',
        detail: `${deed.word} the test file ${target}`,
      }),
    ];
  }
  const alike = pieces.find((piece) => LOOKS_LIKE_TESTS.test(piece));
  if (alike === undefined || deed.word === 'reads') return [];
  return [
    found(scan, call, {
      kind: 'touches-tests',
      weight: 'notice',
      detail: `${deed.word} what may be a test: ${JSON.stringify(alike)}`,
    }),
  ];
}

function deedOf(
  scan: WorkaroundScan,
  call: SyntaxNode,
): { readonly word: string; readonly isShell: boolean } | undefined {
  const callee = calleeOf(scan, call);
  if (SHELL.test(callee)) return { word: 'runs a command on', isShell: true };
  if (WRITING.test(callee)) return { word: 'changes or deletes', isShell: false };
  if (READING.test(callee)) return { word: 'reads', isShell: false };
  if (!OPENING.test(callee)) return undefined;
  const mode = partsOf(call.childForFieldName('arguments'))
    .slice(callee.endsWith(').open') ? 0 : 1)
    .some((argument) => /^(?:mode\s*=\s*)?["'][rbt]*[wax+]/.test(argument.text));
  return { word: mode ? 'changes or deletes' : 'reads', isShell: false };
}

/** For a method of something that has no name, as in `(folder / 'a.py').unlink()`, the method alone. */
function calleeOf(scan: WorkaroundScan, call: SyntaxNode): string {
  const callee = call.childForFieldName('function');
  const method = callee?.childForFieldName('attribute') ?? callee?.childForFieldName('property');
  return scan.names.pathOf(callee) ?? (method == null ? '' : `().${method.text}`);
}

/** Every text that may be part of the path: those in the call, in what it is a method of, and behind the names there. */
function piecesOf(scan: WorkaroundScan, call: SyntaxNode): readonly string[] {
  const written = allOfType(call, 'string_content', 'string_fragment').map(({ text }) => text);
  const behind = new Set<string>();
  let names = new Set(allOfType(call, 'identifier').map(({ text }) => text));
  for (let hop = 0; hop < HOPS; hop++) {
    const values = [...names].map((name) => scan.names.valuesBehind(name));
    for (const text of values.flatMap(({ texts }) => texts)) behind.add(text);
    names = new Set(values.flatMap((value) => value.names));
  }
  return [...written, ...behind].filter((piece) => piece.length <= LONGEST_PATH);
}

/** From a name to what it was set to, and from the names there once more. */
const HOPS = 3;
const LONGEST_PATH = 300;
const MOST_STARS = 4;

/** The test file that a path or a pattern meets. */
function testFileIn(piece: string, scan: WorkaroundScan): string | undefined {
  const wanted = piece.replaceAll('\\', '/').replace(/^(?:\.{1,2}\/)+/, '');
  if (!/[\w]/.test(wanted)) return undefined;
  return scan.testFiles.find((file) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    if (wanted.includes('*')) return LOOKS_LIKE_TESTS.test(wanted) && meets(file, wanted);
    const words = wanted.split(/[\s"']+/);
    return [wanted, ...words].some((word) => word === file || word === name || word.endsWith(`/${name}`));
  });
}

function meets(file: string, glob: string): boolean {
  const plain = glob.replace(/\*+/g, '*');
  if (plain.split('*').length > MOST_STARS + 1) return false;
  const pattern = plain.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`(?:^|/)${pattern}$`).test(file);
}
