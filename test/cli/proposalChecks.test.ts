import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { recording, SHOP, shopProject } from './projects';

const RED = ['parse-response', 'answer.md', '--spec', SHOP, '--phase', 'red', '--component', 'cart', '--yes'];

describe('what is told of a proposed file', () => {
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    project = await shopProject();
  });

  afterEach(() => project.dispose());

  const broken = recording('red').replace(
    '    empty = shop.emptyCart();\n',
    '    empty = shop.emptyCart(;\n    // admin\u202e\n',
  );

  it('a syntax error and a hidden character, each with its line in the text that is shown', async () => {
    await project.write('answer.md', broken);
    const { stdout } = await new CliRunner(project.root).run(RED);
    const shown = stdout.split('\n').flatMap((line) => /^ {4}\+(.*)$/.exec(line)?.[1] ?? []);
    const lineOf = (text: string): number => shown.findIndex((line) => line.includes(text)) + 1;
    assert.match(
      stdout,
      new RegExp(`line ${lineOf('emptyCart(;')}: tree-sitter finds an error in the JavaScript syntax`),
    );
    assert.match(
      stdout,
      new RegExp(
        `line ${lineOf('// admin')}: this line holds what cannot be seen: U\\+202E \\(turns the direction of text\\)`,
      ),
    );
  });

  it('as JSON too, with what a file runs', async () => {
    await project.write(
      'answer.md',
      `${recording('red')}\n\`\`\`javascript:test/vitest.config.js\nexport default {};\n\`\`\`\n`,
    );
    const { stdout } = await new CliRunner(project.root).run([...RED, '--json']);
    const files = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ event }) => event === 'file');
    assert.deepEqual(
      files.map(({ path, checks }) => [path, checks]),
      [
        ['test/cart.test.js', []],
        ['test/vitest.config.js', [{ kind: 'runs-code', weight: 'note', detail: 'this file runs on every test run' }]],
      ],
    );
  });
});
