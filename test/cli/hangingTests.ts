import { ESCALATION_TESTS } from './projects';

/** What a hanging test prints as it begins: its own process and one that it has started, both deaf to a polite end. */
export const HANGS = /hangs in (\d+) and (\d+)/;

const DEAF_CHILD = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready');";

/** An answer whose test never ends. */
export const HANGING_JAVASCRIPT = `\`\`\`javascript:test/cart.test.js
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';
import '../src/cart.js';

it('hangs', async () => {
  process.on('SIGTERM', () => {});
  const child = spawn(process.execPath, ['-e', ${JSON.stringify(DEAF_CHILD)}], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  console.log(\`hangs in \${process.pid} and \${child.pid}\`);
  await new Promise(() => setInterval(() => {}, 1000));
});
\`\`\`
`;

/** The same for pytest, which keeps what is printed to itself: the processes' ids come to stand in a file. */
export function hangingPython(file: string): string {
  return `\`\`\`python:${ESCALATION_TESTS}
import os
import subprocess
import sys
import time


def test_hangs():
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open("${file}.new", "w") as out:
        out.write(f"{os.getpid()} {child.pid}")
    os.rename("${file}.new", "${file}")
    time.sleep(600)
\`\`\`
`;
}
