import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HostSetup } from '../kit/editor/host/hostSetup';

const CONTRACT = `contract: {name: own, type: custom}
checks:
  - {id: no-print, name: No print, type: regex, applies_to: {paths: ['*.py']}, config: {pattern: 'print[(]'}}
  - {id: runs, name: Runs, type: command, config: {command: touch, args: [was-run]}}
`;

/** A folder that nobody trusts, with contracts, one of which names a command. */
export async function setup(workspace: string): Promise<HostSetup> {
  await mkdir(path.join(workspace, 'contracts'));
  await writeFile(path.join(workspace, 'contracts/own.contract.yaml'), CONTRACT);
  await writeFile(path.join(workspace, 'a.py'), 'print(1)\n');
  return { trusted: false };
}
