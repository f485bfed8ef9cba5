import { timeWords } from '../../core/lib/timeWords';
import { changeWords, testIdeaFor } from '../../core/proof/mutation/mutantWords';
import type { JudgedMutant, Strength } from '../../core/proof/mutation/strength';
import { gradeOf, percentWords, scoreOf, tallyOf } from '../../core/proof/mutation/strength';
import { besideWords } from '../../core/proof/mutation/strengthWords';
import type { Suggestion } from '../../core/tdflow/strength/suggestions';
import { COMMAND } from '../manifest';
import type { SuggestionWish } from './addSuggestion';
import type { KnownStrength } from './strengths';

/** What the page of a component shows. */
export interface StrengthView {
  readonly component: string;
  readonly known: KnownStrength | undefined;
  /** Files that changed since, in the editor or on disk. */
  readonly changed: readonly string[];
  /** Of the specification as it is; those whose code changed are left out. */
  readonly suggestions: readonly Suggestion[];
  /** Why there are none, where the specification cannot be read. */
  readonly trouble: string | undefined;
}

const MOST_FAULTS = 8;
const MOST_PLACES = 100;

/**
 * The page as HTML for a web view without scripts: it can run those commands that its view allows and load nothing. All text is escaped;
 * `nonce` is that of its style.
 */
export function strengthPage(view: StrengthView, style: string, nonce: string): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  const title = `Strength of the tests of ${escaped(view.component)}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${bodyOf(view)}
</main>
</body>
</html>
`;
}

function bodyOf(view: StrengthView): string {
  const { component, known } = view;
  const check = (words: string) => button(words, COMMAND.checkStrength, { component });
  if (known === undefined) {
    return `<p>Nobody looked yet since GREEN was reached: small faults are put into a copy of the code, one at a time, and a test that is worth something fails then.</p><p>${check('Check strength')}</p>`;
  }
  if (known === 'not ours') {
    return `<p class="notice">Not checked here. The record that lies in the project was not made by you on this machine, so nothing of it is shown.</p><p>${check('Check strength')}</p>`;
  }
  const { strength } = known;
  return [
    summary(strength),
    ...changedNotice(view),
    `<p class="toolbar">${check('Check again')}</p>`,
    missing(view, strength),
    requirements(strength),
    places('What no test runs', strength, 'not-covered'),
  ].join('\n');
}

function summary(strength: Strength): string {
  const tally = tallyOf(strength.mutants);
  const grade = gradeOf(tally);
  const all = tally.killed + tally.survived;
  const score = scoreOf(tally);
  const noticed =
    all === 0
      ? 'no fault was judged'
      : `${tally.killed} of ${all} ${all === 1 ? 'fault was' : 'faults were'} noticed by a test`;
  const percent = score === undefined ? '' : `<span class="percent">${escaped(percentWords(tally))}</span>`;
  const beside = besideWords(strength).map((words) => `<li>${escaped(words)}</li>`);
  return `<section class="summary">
<div class="score">${percent}<span class="grade ${grade}">${grade}</span><span>${noticed}</span></div>
${bar(score)}
<p class="quiet">Looked at ${escaped(timeWords(strength.at))} with ${escaped(strength.runner)}, in ${strength.seconds} s. Small faults were put into a copy of the code, one at a time: a test that is worth something fails then.</p>
${beside.length === 0 ? '' : `<ul class="quiet">${beside.join('')}</ul>`}
</section>`;
}

function bar(score: number | undefined): string {
  if (score === undefined) return '';
  const width = Math.floor(score * 100);
  return `<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="${width} percent"><rect class="rest" width="100" height="4"/><rect class="part" width="${width}" height="4"/></svg>`;
}

function changedNotice({ changed }: StrengthView): readonly string[] {
  if (changed.length === 0) return [];
  const names = changed.map((path) => `<code>${escaped(path)}</code>`).join(', ');
  return [`<p class="notice">${names} changed since. What follows may not hold any more.</p>`];
}

function missing({ suggestions, trouble, changed }: StrengthView, strength: Strength): string {
  const { killed, survived } = tallyOf(strength.mutants);
  if (killed + survived === 0)
    return '<h2>What is missing</h2><p>Nobody can tell: of no fault it is known whether a test notices it.</p>';
  if (survived === 0) return '<h2>What is missing</h2><p>Nothing: a test noticed every fault that was tried.</p>';
  const cards = suggestions.map((each) => `<li class="card">${card(each)}</li>`);
  const why =
    trouble !== undefined
      ? `The specification cannot be read, so no criterion can be suggested: ${escaped(trouble)}`
      : changed.length > 0 && cards.length === 0
        ? 'The code changed since, so nothing is suggested for it. Check again.'
        : cards.length === 0
          ? `The specification has no component ${escaped(strength.component)} any more, so no criterion can be suggested.`
          : undefined;
  return `<h2>What is missing</h2>
${why === undefined ? `<p class="quiet">Each of these cases is one that no test looks at. Added to the specification, it asks for the test; you say what is wanted.</p>` : `<p class="notice">${why}</p>`}
${why === undefined || cards.length > 0 ? `<ol class="cards">${cards.join('\n')}</ol>` : places('What no test notices', strength, 'survived')}`;
}

function card({ component, criterion, of, isKnown, said }: Suggestion): string {
  const { id, state, action, faults } = criterion;
  const wish: SuggestionWish = { component, suggestion: id };
  const faultItems = faults
    .slice(0, MOST_FAULTS)
    .map((fault) => `<li>${place(fault)} no test notices if ${rich(changeWords(fault))}</li>`);
  const more = faults.length > MOST_FAULTS ? `<li>and ${faults.length - MOST_FAULTS} more</li>` : '';
  const chips = isKnown ? of.map((each) => `<span class="chip">${escaped(each)}</span>`).join(' ') : '';
  const idea = faults[0] === undefined ? '' : `<p class="quiet">${rich(testIdeaFor(faults[0]))}</p>`;
  const act =
    said === undefined
      ? button('Add to the specification', COMMAND.addSuggestion, wish)
      : `<span class="done">✓ In the specification</span> ${link('Show', COMMAND.addSuggestion, wish)}`;
  return `<div><p class="criterion"><b>Given</b> ${rich(state)} <b>when</b> ${rich(action)} <b>then</b> … ${chips}</p>
<ul class="faults">${faultItems.join('')}${more}</ul>
${idea}</div><p class="act">${act}</p>`;
}

function requirements({ requirements: all }: Strength): string {
  if (all.length === 0) return '';
  const rows = all.map(({ id, tally }) => {
    const judged = tally.killed + tally.survived;
    return `<tr><td><span class="chip">${escaped(id)}</span></td><td class="wide">${bar(scoreOf(tally))}</td><td>${escaped(percentWords(tally))}</td><td class="quiet">${tally.killed} of ${judged}</td></tr>`;
  });
  return `<h2>Requirement by requirement</h2>
<p class="quiet">Faults that were noticed, of those in the lines that the tests of a requirement run.</p>
<table><tbody>${rows.join('\n')}</tbody></table>`;
}

function places(title: string, { mutants }: Strength, kind: JudgedMutant['outcome']['kind']): string {
  const all = mutants.filter(({ outcome }) => outcome.kind === kind);
  if (all.length === 0) return '';
  const items = all.slice(0, MOST_PLACES).map((mutant) => `<li>${place(mutant)} ${rich(changeWords(mutant))}</li>`);
  const more = all.length > MOST_PLACES ? `<li>and ${all.length - MOST_PLACES} more</li>` : '';
  return `<h2>${title}</h2><ul class="faults">${items.join('\n')}${more}</ul>`;
}

function place({ file, line }: JudgedMutant): string {
  return link(`${file}:${line}`, COMMAND.openRow, { target: { kind: 'file', path: file, line } });
}

function button(words: string, command: string, argument: object): string {
  return `<a class="button" role="button" href="${commandUri(command, argument)}">${escaped(words)}</a>`;
}

function link(words: string, command: string, argument: object): string {
  return `<a href="${commandUri(command, argument)}">${escaped(words)}</a>`;
}

function commandUri(command: string, argument: object): string {
  return escaped(`command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
}

/** Text with what stands between marks of code set as code. */
function rich(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part)))
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
