import { visible } from '../../core/lib/visible';
import { INTERACTION_COLUMNS, interactionCells } from '../../core/outline/interactionReport';
import { isLogWanted, readInteractions } from '../interactionLogFile';
import { OwnFiles } from '../ownFiles';
import { findRoot } from '../project';
import type { CliHost } from './cliHost';
import { EXIT } from './exitCode';

export interface LogOptions {
  readonly json?: boolean;
  /** Prompts and answers too. */
  readonly verbose?: boolean;
  /** So many of the newest. */
  readonly last?: number;
}

/** `log`: what was said to models and by them in this project, the newest first. */
export async function logCommand(host: CliHost, { json, verbose, last = 20 }: LogOptions): Promise<number> {
  const all = await readInteractions(new OwnFiles(findRoot(host.cwd)));
  const shown = all.slice(0, last);
  const say = (line: string) => host.stdout.write(`${line}\n`);
  if (json === true) {
    for (const each of shown) say(JSON.stringify(each));
    return EXIT.done;
  }
  if (!isLogWanted(host.env)) host.stderr.write('AGENTFORGE_NO_LOG is set: nothing new is added to the log.\n');
  if (shown.length === 0) {
    say('Nothing was asked in this project yet, so there is nothing to show.');
    return EXIT.done;
  }
  if (verbose === true) {
    for (const each of shown) {
      say(interactionCells(each).map(visible).join('  '));
      for (const [what, text] of [
        ['prompt', each.prompt],
        ['answer', each.answer],
      ] as const) {
        say(`--- ${what}`);
        for (const line of text.split('\n')) say(visible(line));
      }
      say('');
    }
    return EXIT.done;
  }
  const rows = [INTERACTION_COLUMNS, ...shown.map((each) => interactionCells(each).map(visible))];
  const widths = INTERACTION_COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  if (shown.length < all.length) say(`The ${shown.length} newest of ${all.length}; --last ${all.length} shows all.`);
  return EXIT.done;
}
