import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ModelEvent, ModelRequest } from '../../src/core/model/provider';
import { COMMAND, SETTING } from '../../src/vscode/manifest';
import { editorProvider } from '../../src/vscode/models/editorProvider';
import { eventually } from '../kit/eventually';
import { assertFailed, eventsOf, kindsOf, REQUEST } from '../unit/node/models/claude/anthropicAsking';

/** What the extension of the fixture gives into the hands of a test. */
interface TestModel {
  readonly requests: string[];
  arriveLater(): void;
  answer: (say: (text: string) => void, token: vscode.CancellationToken, errors: any) => Promise<void>;
}

/** A whole phase runs its tests many times. */
const SLOW_MS = 180_000;

const RED = { phase: 'red', component: 'cart' };

describe('a model of the editor', () => {
  let root: string;
  let model: TestModel;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = folder.uri.fsPath;
    model = await vscode.extensions.getExtension('agentforge-tests.models')?.activate();
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
    await vscode.window.showTextDocument(vscode.Uri.file(path.join(root, 'specs/shop.yaml')));
    await vscode.commands.executeCommand(COMMAND.startSession);
  });

  beforeEach(() => model.requests.splice(0));

  // What a test that failed left running would make the others fail.
  afterEach(async () => {
    await vscode.commands.executeCommand(COMMAND.cancel);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  const isThere = (file: string) =>
    readFile(path.join(root, file), 'utf8').then(
      () => true,
      () => false,
    );

  async function phaseOfCart(): Promise<string | undefined> {
    const folder = path.join(root, '.agentforge/tdflow');
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
    assert.ok(file);
    return /name: cart\n(?:.*\n)*?\s+status: (\w+)/.exec(await readFile(path.join(folder, file), 'utf8'))?.[1];
  }

  describe('asked by itself', () => {
    let chat: vscode.LanguageModelChat;

    before(async () => {
      const [found] = await vscode.lm.selectChatModels({ vendor: 'agentforge-tests' });
      assert.ok(found);
      chat = found;
    });

    const ask = (request: Partial<ModelRequest> = {}) =>
      eventsOf(editorProvider(chat).stream({ ...REQUEST, ...request }, new AbortController().signal));

    it('gets the system text first, then the prompt and what was said since', async () => {
      model.answer = async (say) => say('fine');
      await ask({
        user: ['A ', 'B'],
        turns: [
          { role: 'assistant', text: 'half' },
          { role: 'user', text: 'go on' },
        ],
      });
      assert.deepEqual(model.requests, [`${REQUEST.system}\n\nA B\nhalf\ngo on`]);
    });

    it('is not priced, and its tokens are counted by us, which is said', async () => {
      model.answer = async (say) => {
        say('Hello, ');
        say('world');
      };
      const events = await ask();
      assert.deepEqual(kindsOf(events), ['started', 'text', 'text', 'completed']);
      const last = events.at(-1);
      assert.ok(last?.kind === 'completed');
      const counts = { inputTokens: 7, outputTokens: 3, cacheReadTokens: 0, cacheWriteTokens: 0 };
      assert.deepEqual(last.usage, { ...counts, isEstimate: true });
      assert.equal(editorProvider(chat).isMetered, false);
    });

    it('is not asked with more than it takes', async () => {
      const events = await ask({ user: ['word '.repeat(50_000)] });
      assertFailed(events, 'prompt-too-long', /takes 62\d+ tokens, and Patient Coder takes at most 40000/, false);
      assert.deepEqual(model.requests, []);
    });

    for (const [code, said] of [
      ['NoPermissions', /does not let AgentForge use Patient Coder: because/],
      ['Blocked', /Patient Coder does not answer now, because a quota is used up .*: because/],
      ['NotFound', /has no model Patient Coder any more: because/],
    ] as const) {
      it(`says what ${code} means, and does not ask again`, async () => {
        model.answer = async (_say, _token, errors) => {
          throw errors[code]('because');
        };
        assertFailed(await ask(), 'access-refused', said, false);
      });
    }

    for (const [errorName, kind, said, again] of [
      ['ChatQuotaExceeded', 'access-refused', /a quota is used up .*: You have exhausted your quota/, false],
      ['ChatRateLimited', 'model-failed', /You have exhausted your quota/, true],
    ] as const) {
      it(`understands ${errorName} of Copilot, which is no error of the editor's own`, async () => {
        model.answer = async () => {
          throw Object.assign(new Error('You have exhausted your quota'), { name: errorName });
        };
        const events = await ask();
        assertFailed(events, kind, said, again);
        const last = events.at(-1);
        assert.ok(last?.kind === 'failed');
        if (last.problem.kind === 'model-failed') assert.equal(last.problem.cause, 'limit');
      });
    }

    it('is left when the user cancels, though it does not hear it', async () => {
      let isAsked = () => {};
      const asked = new Promise<void>((resolve) => {
        isAsked = resolve;
      });
      model.answer = async () => {
        isAsked();
        await new Promise(() => {});
      };
      const stop = new AbortController();
      const events = eventsOf(editorProvider(chat).stream(REQUEST, stop.signal));
      await asked;
      stop.abort();
      const last = (await events).at(-1);
      assert.ok(last?.kind === 'failed' && last.problem.kind === 'cancelled');
    });

    it('may be asked again after any other error, and not once it has answered', async () => {
      model.answer = async () => {
        throw new Error('the network is down');
      };
      assertFailed(await ask(), 'model-failed', /the network is down/, true);
      let arrived = () => {};
      const isHere = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      model.answer = async (say) => {
        say('half');
        await isHere;
        throw new Error('the network is down');
      };
      const events: ModelEvent[] = [];
      for await (const event of editorProvider(chat).stream(REQUEST, new AbortController().signal)) {
        events.push(event);
        if (event.kind === 'text') arrived();
      }
      assertFailed(events, 'answer-cut', /the network is down/, false);
    });
  });

  it('is not chosen, nor any address, by the settings that a repository brings along', () => {
    const settings = vscode.workspace.getConfiguration();
    assert.equal(settings.get(SETTING.provider), 'editor');
    for (const name of Object.values(SETTING)) {
      const { workspaceValue, workspaceFolderValue } = settings.inspect(name) ?? {};
      const value = JSON.stringify(settings.get(name)) ?? '';
      assert.ok(!value.includes('evil') && !value.includes('127.0.0.1'), `${name} is ${value}`);
      if (workspaceValue !== undefined || workspaceFolderValue !== undefined) {
        assert.notDeepEqual(settings.get(name), workspaceValue, name);
      }
    }
  });

  it('may come late, with an extension that is still starting, and may be refused: nothing is changed', async () => {
    model.answer = async (_say, _token, errors) => {
      throw errors.NoPermissions('the user said no');
    };
    assert.deepEqual(await vscode.lm.selectChatModels(), []);
    model.arriveLater();
    const running = vscode.commands.executeCommand(COMMAND.runPhase, RED);
    await eventually(() => assert.equal(model.requests.length, 1));
    await endOf(running);
    assert.equal(model.requests.length, 1, 'nobody is asked again who said no');
    assert.equal(await isThere('test/cart.test.js'), false);
    assert.equal(await phaseOfCart(), 'pending');
  });

  it('hears at once that the user cancels', async () => {
    const heard = new Promise<void>((resolve) => {
      model.answer = (say, token) =>
        new Promise((done) => {
          token.onCancellationRequested(() => {
            resolve();
            done();
          });
          say('```javascript:test/cart.test.js\n// half');
        });
    });
    const running = vscode.commands.executeCommand(COMMAND.runPhase, RED);
    await eventually(() => assert.equal(model.requests.length, 1));
    await vscode.commands.executeCommand(COMMAND.cancel);
    await heard;
    await running;
    assert.equal(await isThere('test/cart.test.js'), false);
  });

  it('takes a component through RED without any key', async () => {
    const recording = await readFile(path.join(root, '.agentforge/recordings/cart.red.md'), 'utf8');
    model.answer = async (say) => {
      for (const piece of recording.match(/[\s\S]{1,97}/g) ?? []) say(piece);
    };
    // It ends when somebody answers the message that offers the next phase.
    void vscode.commands.executeCommand(COMMAND.runPhase, RED);
    await eventually(async () => {
      await vscode.commands.executeCommand(COMMAND.acceptAll);
      assert.ok(await isThere('test/cart.test.js'));
    }, SLOW_MS);
    await eventually(async () => assert.equal(await phaseOfCart(), 'red'), SLOW_MS);
    assert.match(
      await readFile(path.join(root, 'test/cart.test.js'), 'utf8'),
      /^\/\/ Model: agentforge-tests\/patient$/m,
    );
    assert.match(model.requests.at(-1) ?? '', /tests for the component cart\./);
  }).timeout(3 * SLOW_MS);

  it('is offered to who has no key for the service that is chosen', async () => {
    const settings = vscode.workspace.getConfiguration();
    await settings.update(SETTING.provider, 'anthropic', vscode.ConfigurationTarget.Global);
    model.answer = async (_say, _token, errors) => {
      throw errors.Blocked('enough for today');
    };
    try {
      const running = vscode.commands.executeCommand(COMMAND.runPhase, { phase: 'red', component: 'receipt' });
      // The first of the choices, where there is no recorded answer.
      await eventually(async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        assert.equal(model.requests.length, 1);
      });
      await endOf(running);
    } finally {
      await settings.update(SETTING.provider, undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

/** A phase has ended once its problem is shown, and its command once that is closed. */
async function endOf(running: Thenable<unknown>): Promise<void> {
  let hasEnded = false;
  void running.then(() => {
    hasEnded = true;
  });
  await eventually(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.ok(hasEnded, 'the command has not ended');
  });
}
