import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answeredBy } from '../kit/editor/host/answeredBy';
import type { HostSetup } from '../kit/editor/host/hostSetup';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { askedDocument, sparcAnswer } from '../kit/sparcAnswers';

/** A folder with guidance alone, and a service that writes every document that it is asked for but one. */
export async function setup(workspace: string): Promise<HostSetup> {
  const guidance = '[project]\ndescription = "A shop"\n\n[architecture]\ncontent = 3\n';
  await writeFile(path.join(workspace, 'guidance.toml'), guidance);
  const api = await startFakeMessages();
  api.respond(({ prompt }) =>
    askedDocument(prompt).includes('Completion')
      ? { kind: 'error', status: 400, message: 'not this one' }
      : { kind: 'answer', text: sparcAnswer(prompt) },
  );
  return answeredBy(api);
}
