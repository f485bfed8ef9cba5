import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { processIsGone } from '../kit/cliRunnerProcessGone';
import { scratchFolder } from '../kit/editor/scratchFolder';
import { fileAppears } from '../kit/workspaceBuilderFile';
import { ESCALATION_TESTS } from './projects';

const DEAF = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready');";

/** Tests that never end, in a process that has started another one, both deaf to a polite end; and what tells when they hang. */
export class HangingTests {
  private constructor(
    private readonly file: string,
    readonly dispose: () => Promise<void>,
  ) {}

  static async prepare(): Promise<HangingTests> {
    const { folder, remove } = await scratchFolder('hanging');
    return new HangingTests(path.join(folder, 'processes'), remove);
  }

  /** The text of such a test file. */
  get javascript(): string {
    return `import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import '../src/cart.js';

it('hangs', async () => {
  process.on('SIGTERM', () => {});
  const child = spawn(process.execPath, ['-e', ${JSON.stringify(DEAF)}], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  writeFileSync(${JSON.stringify(`${this.file}.new`)}, \`\${process.pid} \${child.pid}\`);
  renameSync(${JSON.stringify(`${this.file}.new`)}, ${JSON.stringify(this.file)});
  await new Promise(() => setInterval(() => {}, 1000));
});
`;
  }

  /** Statements for an implementation that hangs without giving way. */
  get hangingStatements(): string {
    return `const { renameSync, writeFileSync } = process.getBuiltinModule('node:fs');
  writeFileSync(${JSON.stringify(`${this.file}.new`)}, String(process.pid));
  renameSync(${JSON.stringify(`${this.file}.new`)}, ${JSON.stringify(this.file)});
  for (;;);`;
  }

  get python(): string {
    return `import os
import subprocess
import sys
import time


def test_hangs():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open("${this.file}.new", "w") as out:
        out.write(f"{os.getpid()} {child.pid}")
    os.rename("${this.file}.new", "${this.file}")
    time.sleep(600)
`;
  }

  get javascriptAnswer(): string {
    return `\`\`\`javascript:test/cart.test.js\n${this.javascript}\`\`\`\n`;
  }

  get pythonAnswer(): string {
    return `\`\`\`python:${ESCALATION_TESTS}\n${this.python}\`\`\`\n`;
  }

  /** The processes, once they hang. */
  async processes(): Promise<readonly number[]> {
    await fileAppears(this.file);
    const pids = (await readFile(this.file, 'utf8')).split(' ').map(Number);
    for (const pid of pids) if (processIsGone(pid)) throw new Error(`process ${pid} does not hang`);
    return pids;
  }
}
