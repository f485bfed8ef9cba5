import type { ModelRequest } from '../../../core/model/provider';

/** The text of the file that a program reads: what a model would be sent, and how the answer is given here. */
export function externalPrompt({ system, user, turns = [], files }: ModelRequest): string {
  const wanted = files?.wanted ?? [];
  const how = wanted.length === 0 ? HOW : `${HOW}\nFiles that are asked for: ${wanted.join(', ')}.`;
  const said = turns.map(({ role, text }) =>
    role === 'assistant'
      ? `# What was answered before\n\nNothing of it is in the folder.\n\n${text.trim()}`
      : `# What was said to that\n\n${text.trim()}`,
  );
  return `${[how, '# What is asked', system, user.join(''), ...said].map((part) => part.trim()).join('\n\n')}\n`;
}

const HOW = `# How to answer

You work in a copy of a project: it is the current folder. Do what is asked below by changing the files of this folder: create them, change them, delete them there. That takes the place of every answer format that is named below, so print no files.
Change only what is asked for. When you end, the changes are proposed to a person, who decides about each of them; commit nothing.
Where a file has [masked …], a secret of it stands that you are not shown: leave it just like that in its place.`;
