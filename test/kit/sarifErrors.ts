import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import multitool from '@microsoft/sarif-multitool';
import { runProcess } from './editor/runProcess';
import { scratchFolder } from './editor/scratchFolder';

/**
 * What the SARIF tool of the format's authors finds wrong in a document, as `RULE: message`: it holds it against the schema of SARIF
 * 2.1.0 and against what GitHub wants of it. Empty when nothing is wrong.
 * @throws Error with what the tool printed, when it could not read the document at all
 */
export async function sarifErrors(document: string): Promise<readonly string[]> {
  const { folder, remove } = await scratchFolder('sarif');
  try {
    const [given, found] = [path.join(folder, 'given.sarif'), path.join(folder, 'found.sarif')];
    await writeFile(given, document);
    const args = ['validate', given, '--rule-kind', 'Sarif;Ghas', '--output', found];
    // It comes without the tables of languages that it would look for.
    const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
    const { code, output } = await runProcess(multitool, args, { env });
    if (code !== 0) throw new Error(output);
    const { runs } = JSON.parse(await readFile(found, 'utf8')) as { readonly runs: readonly FoundRun[] };
    return runs.flatMap(({ results }) =>
      results
        .filter(({ level }) => level === 'error')
        .map(({ ruleId, message }) => `${ruleId}: ${(message.arguments ?? [message.text ?? '']).join(' ')}`),
    );
  } finally {
    await remove();
  }
}

interface FoundRun {
  readonly results: readonly {
    readonly ruleId: string;
    readonly level?: string;
    readonly message: { readonly text?: string; readonly arguments?: readonly string[] };
  }[];
}
