import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { startProcess } from '../../../src/node/processes';
import { eventually } from '../../kit/eventually';
import { isAlive } from './isAlive';

const HERE = { cwd: tmpdir(), env: { PATH: process.env['PATH'] ?? '' } };

function script(code: string, onOutput: (text: string) => void = () => {}) {
  return startProcess({ command: process.execPath, args: ['-e', code], ...HERE }, onOutput);
}

/** Starts a script that prints numbers of processes, and gives them once `count` have been printed. */
async function startWithPids(code: string, count: number) {
  let text = '';
  let told: () => void = () => {};
  const printed = new Promise<void>((resolve) => {
    told = resolve;
  });
  const running = script(code, (more) => {
    text += more;
    if ((text.match(/\n/g) ?? []).length >= count) told();
  });
  await printed;
  return { running, pids: text.trim().split('\n').map(Number) };
}

const SLEEPER = `['-e', 'setTimeout(() => {}, 600000)']`;

describe('processes', () => {
  it('tells the exit code, with all that was printed before', async () => {
    let output = '';
    const running = script('process.stdout.write("a"); process.stderr.write("b"); process.exitCode = 7', (text) => {
      output += text;
    });
    assert.deepEqual(await running.ended, { kind: 'exited', code: 7 });
    assert.deepEqual([...output].sort(), ['a', 'b']);
  });

  it('tells the signal that ended it', async () => {
    assert.deepEqual(await script('process.kill(process.pid, "SIGTERM")').ended, { kind: 'killed', signal: 'SIGTERM' });
  });

  it('tells why a program does not start', async () => {
    const absent = startProcess({ command: '/nowhere/program', args: [], ...HERE }, () => {});
    assert.deepEqual(await absent.ended, { kind: 'not-started', detail: 'no such file or folder' });
    absent.kill();
    const tooLong = startProcess({ command: process.execPath, args: ['x'.repeat(1 << 24)], ...HERE }, () => {});
    assert.equal((await tooLong.ended).kind, 'not-started');
  });

  it('keeps characters whole that are cut between two writes', async () => {
    const texts: string[] = [];
    const code =
      'const b = Buffer.from("ü"); process.stdout.write(b.subarray(0, 1), () => setTimeout(() => process.stdout.write(b.subarray(1)), 20))';
    await script(code, (text) => texts.push(text)).ended;
    assert.equal(texts.join(''), 'ü');
  });

  it('ends the process, its children, and theirs in a session of their own', async () => {
    const code = `
      const { spawn } = require('node:child_process');
      console.log(process.pid);
      console.log(spawn(process.execPath, ${SLEEPER}, { stdio: 'ignore' }).pid);
      console.log(spawn(process.execPath, ${SLEEPER}, { stdio: 'ignore', detached: true }).pid);
      setTimeout(() => {}, 600000);`;
    const { running, pids } = await startWithPids(code, 3);
    assert.deepEqual(pids.map(isAlive), [true, true, true]);
    running.kill();
    assert.deepEqual(await running.ended, { kind: 'killed', signal: 'SIGKILL' });
    await eventually(() => assert.deepEqual(pids.map(isAlive), [false, false, false]));
  });

  it('ends what a process leaves running when it ends by itself', async () => {
    const code = `
      const child = require('node:child_process').spawn(process.execPath, ${SLEEPER}, { stdio: 'inherit' });
      child.unref();
      console.log(child.pid);`;
    const { running, pids } = await startWithPids(code, 1);
    assert.deepEqual(await running.ended, { kind: 'exited', code: 0 });
    await eventually(() => assert.deepEqual(pids.map(isAlive), [false]));
  });

  it('does not wait for output from a process that got away', async () => {
    const code = `
      const child = require('node:child_process').spawn(process.execPath, ${SLEEPER}, { stdio: 'inherit', detached: true });
      child.unref();
      console.log(child.pid);`;
    const { running, pids } = await startWithPids(code, 1);
    assert.deepEqual(await running.ended, { kind: 'exited', code: 0 });
    for (const pid of pids) process.kill(pid, 'SIGKILL');
  });
});
