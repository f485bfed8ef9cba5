import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { askedFor, CART_AND_MONEY, CART_SECTION, MONEY_SECTION } from '../kit/cartAndMoney';
import { answeredBy } from '../kit/editor/host/answeredBy';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';

/** A folder with an architecture of two components, and a service that knows their tests and their code. */
export async function setup(workspace: string): Promise<HostSetup> {
  await mkdir(path.join(workspace, 'architecture'), { recursive: true });
  const architecture = `# Architecture\n\n${CART_SECTION}\n${MONEY_SECTION}`;
  await writeFile(path.join(workspace, 'architecture/Architecture.md'), architecture);
  await writeFile(path.join(workspace, 'package.json'), '{ "type": "module", "scripts": { "test": "node --test" } }\n');
  const api = await startFakeMessages();
  api.respond(({ prompt }) => ({ kind: 'answer', text: CART_AND_MONEY[askedFor(prompt)] ?? '' }));
  return answeredBy(api);
}
