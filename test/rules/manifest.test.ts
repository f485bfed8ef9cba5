import assert from 'node:assert/strict';
import type { RowAction } from '../../src/core/outline/row';
import { COMMAND, CONTEXT, SCHEME, SETTING, VIEW } from '../../src/vscode/manifest';
import type { Sources } from '../kit/sourceFiles';
import { sourceFiles } from '../kit/sourceFiles';
import { assertBites } from './checks/assertBites';
import type { Breach } from './checks/breach';
import { assertNone } from './checks/breach';
import { reservedBreaches } from './checks/homes';
import type { KnownValues } from './checks/mirror';
import {
  located,
  MIRROR,
  menuBreaches,
  mirrorBreaches,
  registrationBreaches,
  unusedNameBreaches,
  whenBreaches,
  writtenIdBreaches,
} from './checks/mirror';
import { packageJson } from './checks/packageJson';
import { readWhen } from './checks/whenClause';

const src = sourceFiles('src/vscode', 'src/extension.ts');
const texts: Sources = new Map([...src, ['package.json', packageJson.text]]);
const { contributes, activationEvents, capabilities } = packageJson.value;
const { commands, menus, keybindings, views, viewsContainers, viewsWelcome, configuration } = contributes;
const settings = configuration.properties;
const declared = commands.map(({ command }) => command);
const palette = menus['commandPalette'] ?? [];
const menuItems = [...Object.values(menus).flat(), ...keybindings];
/** All that says when something is shown. */
const clauses = [...menuItems, ...viewsWelcome, ...Object.values(views).flat()].flatMap(({ when }) => when ?? []);

/** The commands that a person finds in the palette. The others take a row of the tree and are hidden there. */
const IN_PALETTE = [
  'AgentForge: Generate RED tests',
  'AgentForge: Generate GREEN implementation',
  'AgentForge: Refactor',
  'AgentForge: Verify',
  'AgentForge: Verify the ledger',
  'AgentForge: Implement all components',
  'AgentForge: Start TDFLOW session',
  'AgentForge: Copy prompt',
  'AgentForge: Show prompt',
  'AgentForge: Choose context files',
  'AgentForge: Pin to context',
  'AgentForge: Leave out of context',
  'AgentForge: Paste response',
  'AgentForge: Accept all',
  'AgentForge: Reject all',
  'AgentForge: Roll back',
  'AgentForge: Set API key',
  'AgentForge: Open interaction log',
  'AgentForge: Record next run',
  'AgentForge: Remove API key',
  'AgentForge: Replay a recording',
  'AgentForge: Show log',
  'AgentForge: Show or hide proof in the gutter',
  'AgentForge: Cancel',
  'AgentForge: Open specification',
  'AgentForge: Open sample',
  'AgentForge: Accept file',
  'AgentForge: Reject file',
  'AgentForge: Reject file with a reason',
  'AgentForge: Accept change',
  'AgentForge: Reject change',
  'AgentForge: Next change',
  'AgentForge: Previous change',
  'AgentForge: Propose contract from the codebase',
  'AgentForge: Open all changes',
  'AgentForge: Regenerate with feedback',
  'AgentForge: Try again',
  'AgentForge: Edit feedback',
  'AgentForge: Keep files',
  'AgentForge: Take back',
  'AgentForge: Choose model',
  'AgentForge: Show costs',
  'AgentForge: Analyse codebase',
  'AgentForge: Customise instructions of a phase',
  'AgentForge: New specification',
  'AgentForge: Architect (SPARC)',
  'AgentForge: Choose specification dialect',
  'AgentForge: Go to test',
  'AgentForge: Go to requirement',
  'AgentForge: Accept drift',
  'AgentForge: Check strength of the tests',
  'AgentForge: Show strength of the tests',
  'AgentForge: Check conformance',
];
/** Always there, before activation too; the other ones are there when they can do something. */
const ALWAYS = [
  'AgentForge: Choose model',
  'AgentForge: Show costs',
  'AgentForge: Generate RED tests',
  'AgentForge: Set API key',
  'AgentForge: Open interaction log',
  'AgentForge: Show log',
  'AgentForge: Open specification',
  'AgentForge: Remove API key',
  'AgentForge: Open sample',
];
/** The compiler keeps this list equal to RowAction; the values are the commands in the menu of a row. */
const ROW_MENU: Readonly<Record<RowAction, string>> = {
  run: COMMAND.runPhase,
  resume: COMMAND.resumeReview,
  fix: COMMAND.fixPhase,
  waive: COMMAND.waive,
  showOutput: COMMAND.showRunOutput,
  showReport: COMMAND.showReport,
  checkStrength: COMMAND.checkStrength,
  showStrength: COMMAND.showStrength,
  prove: COMMAND.provePhase,
  copyPrompt: COMMAND.copyPhasePrompt,
  acceptAll: COMMAND.acceptAll,
  rejectAll: COMMAND.rejectAll,
  accept: COMMAND.acceptFile,
  reject: COMMAND.rejectFile,
  rejectWithReason: COMMAND.rejectWithReason,
  rollBack: COMMAND.rollBackPhase,
  rollBackGeneration: COMMAND.rollBackGeneration,
  rollBackTo: COMMAND.rollBackTo,
  cancel: COMMAND.cancel,
  tryAgain: COMMAND.tryAgain,
  editFeedback: COMMAND.editFeedback,
  keepFiles: COMMAND.keepFiles,
  takeBack: COMMAND.takeBack,
  acceptHunk: COMMAND.acceptHunk,
  rejectHunk: COMMAND.rejectHunk,
};

const known: KnownValues = {
  contextKeys: Object.values(CONTEXT),
  values: { view: Object.values(VIEW), resourceScheme: [...Object.values(SCHEME), 'file'] },
};
const holds = (breaches: readonly Breach[]): void => assertNone(located(breaches, texts));
const titleOf = (id: string): string => {
  const command = commands.find((each) => each.command === id);
  return `${command?.category}: ${command?.title}`;
};

describe('what package.json declares', () => {
  it('is mirrored in manifest.ts: commands, views, settings', () => {
    const viewIds = Object.values(views).flatMap((list) => list.map(({ id }) => id));
    holds([
      ...mirrorBreaches(declared, Object.values(COMMAND)),
      ...mirrorBreaches(viewIds, Object.values(VIEW)),
      ...mirrorBreaches(Object.keys(settings), Object.values(SETTING)),
    ]);
  });

  it('is registered once, each command through registerCommand', () => {
    holds(registrationBreaches(src, Object.keys(COMMAND)));
    assertNone(
      reservedBreaches(src, {
        pattern: /\bcommands\s*\.\s*register\w*Command\b/g,
        homes: ['src/vscode/commands/registerCommand.ts'],
        message: 'register commands through registerCommand, which shows and logs a failure',
      }),
    );
  });

  it('is used: views, context keys, settings and schemes', () => {
    holds([
      ...unusedNameBreaches(src, 'VIEW', Object.keys(VIEW)),
      ...unusedNameBreaches(src, 'CONTEXT', Object.keys(CONTEXT)),
      ...unusedNameBreaches(src, 'SETTING', Object.keys(SETTING)),
      ...unusedNameBreaches(src, 'SCHEME', Object.keys(SCHEME)),
    ]);
    const asked = clauses.flatMap((clause) => readWhen(clause).map(({ key }) => key));
    const idle = Object.values(CONTEXT).filter((key) => !asked.includes(key));
    holds(idle.map((key) => ({ file: MIRROR, line: 1, message: `nothing asks for ${key}: remove it` })));
  });

  it('is written out in manifest.ts only', () => assertNone(writtenIdBreaches(src)));

  it('has `when` clauses that can hold: every key is set by us or by the editor', () => {
    holds(clauses.flatMap((clause) => whenBreaches(clause, known)));
  });

  it('has only declared commands in menus, key bindings and welcome texts', () => {
    const links = viewsWelcome.flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:([\w.]+)/g)].flatMap(({ 1: command = '' }) => ({ command })),
    );
    const ours = links.filter(({ command }) => !command.startsWith('workbench.'));
    assert.ok(ours.length > 0, 'package.json: the empty view offers nothing');
    holds(menuBreaches([...menuItems, ...ours], declared));
    const strange = viewsWelcome.filter(({ view }) => !Object.values<string>(VIEW).includes(view));
    assertNone(strange.map(({ view }) => packageJson.breach(`"${view}"`, `there is no view ${view}`)));
    const containers = viewsContainers.activitybar.map(({ id }) => id);
    const homeless = Object.keys(views).filter((id) => !containers.includes(id));
    assertNone(homeless.map((id) => packageJson.breach(`"${id}": [`, `there is no container ${id}`)));
  });
});

describe('the palette', () => {
  const shown = declared.filter((id) => palette.find(({ command }) => command === id)?.when !== 'false');

  it('shows every command for people under its title, and hides those that need a row', () => {
    assert.deepEqual(
      shown.map(titleOf).sort(),
      [...IN_PALETTE].sort(),
      'package.json, menus.commandPalette: hide with "when": "false" what takes a row',
    );
  });

  it('always has what needs nothing, Generate RED tests first; the rest only when it can do something', () => {
    const always = declared.filter((id) => palette.every(({ command, when }) => command !== id || when === undefined));
    assert.deepEqual(always.map(titleOf).sort(), [...ALWAYS].sort(), 'package.json, menus.commandPalette');
    assert.ok(
      !palette.some(({ command }) => command === COMMAND.generateRed),
      'Generate RED tests needs no entry there',
    );
  });

  it('asks about each command once', () => {
    const twice = palette.filter(
      (item, index) => palette.findIndex(({ command }) => command === item.command) !== index,
    );
    assertNone(twice.map(({ command }) => packageJson.breach(`"${command}"`, `${command} is in commandPalette twice`)));
  });
});

describe('the tree', () => {
  it('has one menu item for each action of a row', () => {
    const items = (menus['view/item/context'] ?? []).flatMap(({ command, when = '' }) =>
      readWhen(when).flatMap(({ key, value }) => (key === 'viewItem' ? [[value, command]] : [])),
    );
    const wanted = Object.entries(ROW_MENU).map(([action, command]) => [`/;${action};/`, command]);
    assert.deepEqual(items.sort(), wanted.sort(), 'package.json, menus["view/item/context"]');
  });
});

describe('names and settings', () => {
  it('are agentforge.verbNoun for commands, with AgentForge before the title', () => {
    const strange = commands.filter(
      ({ command, category }) => !/^agentforge(?:\.[a-z]+([A-Z][a-z]+)*)$/.test(command) || category !== 'AgentForge',
    );
    assertNone(
      strange.map(({ command }) =>
        packageJson.breach(`"${command}"`, `${command}: agentforge.verbNoun, category AgentForge`),
      ),
    );
  });

  it('have a scope, a default and a text; none of them holds a key', () => {
    const scopes = ['application', 'machine', 'machine-overridable', 'window', 'resource'];
    const breaches = Object.entries(settings).flatMap(([id, { scope, markdownDescription, default: value }]) => [
      ...(scope !== undefined && scopes.includes(scope) ? [] : [packageJson.breach(`"${id}"`, `${id} needs a scope`)]),
      ...(markdownDescription ? [] : [packageJson.breach(`"${id}"`, `${id} needs a markdownDescription`)]),
      ...(value !== undefined ? [] : [packageJson.breach(`"${id}"`, `${id} needs a default`)]),
      ...(/key|token|secret/i.test(id)
        ? [packageJson.breach(`"${id}"`, `${id}: secrets go to the secret storage`)]
        : []),
    ]);
    assertNone(breaches);
  });

  it('where a repository must not decide, are for the machine and restricted', () => {
    assert.equal(
      settings[SETTING.baseUrl]?.scope,
      'machine',
      'package.json: a workspace must not set where prompts go',
    );
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    const strange = restrictedConfigurations.filter((id) => settings[id] === undefined);
    assertNone(strange.map((id) => packageJson.breach(`"${id}"`, `there is no setting ${id}`)));
    assert.ok(
      restrictedConfigurations.includes(SETTING.baseUrl),
      'package.json: restrict the base URL in untrusted workspaces',
    );
  });

  it('never start the extension with the editor', () => {
    const early = activationEvents.filter((event) => event === '*' || event === 'onStartupFinished');
    assertNone(early.map((event) => packageJson.breach(`"${event}"`, `activates at ${event}: name what is needed`)));
  });
});

describe('the checks of package.json bite', () => {
  it('on a name that only one side knows', () => {
    assertBites(mirrorBreaches(['agentforge.a', 'agentforge.b'], ['agentforge.b', 'agentforge.c']), [
      `${MIRROR}:1: agentforge.a is declared`,
      'package.json:1: agentforge.c is in',
    ]);
  });

  it('on a command that is registered nowhere or twice', () => {
    const sources = new Map([
      ['src/vscode/a.ts', 'registerCommand(COMMAND.one, log, run);\nregisterCommand(\n  COMMAND.two, log, run);'],
      [
        'src/vscode/b.ts',
        "const T = [\n  [COMMAND.three, 'x'],\n  [COMMAND.one, 'y'],\n];\nT.map(([id]) => registerCommand(id, log, run));",
      ],
      ['src/vscode/c.ts', 'executeCommand(COMMAND.four); // registerCommand(COMMAND.four'],
    ]);
    assertBites(registrationBreaches(sources, ['one', 'two', 'three', 'four']), [
      'src/vscode/b.ts:3: COMMAND.one is registered in src/vscode/a.ts:1 already',
      `${MIRROR}:1: COMMAND.four is registered nowhere`,
    ]);
  });

  it('on a name that is never used, or written out', () => {
    const sources = new Map([
      [
        'src/vscode/a.ts',
        "use(VIEW.tree);\nrun('agentforge.openTree'); // 'agentforge.openRow'\nuse('.agentforge/x', 'agentforge-demo');",
      ],
    ]);
    assertBites(unusedNameBreaches(sources, 'VIEW', ['tree', 'list']), [`${MIRROR}:1: VIEW.list is used nowhere`]);
    assertBites(writtenIdBreaches(sources), ['src/vscode/a.ts:2: take agentforge.openTree from']);
  });

  it('on a condition that can never hold', () => {
    const world: KnownValues = { contextKeys: ['agentforge.on'], values: { view: ['agentforge.tree'] } };
    assertNone(
      whenBreaches('view == agentforge.tree && !agentforge.on || (viewItem =~ /;a|b;/ && agentforge.on)', world),
    );
    assertNone(whenBreaches('false', world));
    assertBites(whenBreaches('view == agentforge.list', world), [
      'package.json:1: when "view == agentforge.list": view is never',
    ]);
    assertBites(whenBreaches('!agentforge.of', world), [
      'package.json:1: when "!agentforge.of": nobody sets agentforge.of',
    ]);
    assertBites(whenBreaches('viewitem =~ /;a;/', world), [
      'package.json:1: when "viewitem =~ /;a;/": nobody sets viewitem',
    ]);
  });

  it('on a menu item without a command', () => {
    assertBites(menuBreaches([{ command: 'agentforge.gone' }], ['agentforge.here']), [
      'package.json:1: agentforge.gone is in a menu',
    ]);
  });

  it('and tells the line in the file', () => {
    const at = located(
      [{ file: 'package.json', line: 1, message: 'agentforge.x is wrong' }],
      new Map([['package.json', '{\n\n"agentforge.x": 1}']]),
    );
    assertBites(at, ['package.json:3: agentforge.x']);
  });

  it('reads when clauses, and refuses what it cannot read', () => {
    assert.deepEqual(readWhen("a && !b || (c == 'd e') && f =~ /^\\.ya?ml$|x\\/y/i && g != h"), [
      { key: 'a', operator: '', value: '' },
      { key: 'b', operator: '', value: '' },
      { key: 'c', operator: '==', value: 'd e' },
      { key: 'f', operator: '=~', value: '/^\\.ya?ml$|x\\/y/i' },
      { key: 'g', operator: '!=', value: 'h' },
    ]);
    assert.throws(() => readWhen('a && "b"'));
    assert.deepEqual(readWhen(''), []);
  });
});
