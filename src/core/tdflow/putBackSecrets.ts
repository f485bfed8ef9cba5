import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import type { MaskedSecret } from '../model/maskText';
import { maskText, NAMED_MASK } from '../model/maskText';
import type { Ports } from './ports';

type MaskPorts = Pick<Ports, 'findSecrets' | 'hash'>;

/** A mask, or what a model makes of one when it does not copy it letter by letter. */
const LIKE_A_MASK = /\[masked\b[^[\]]{0,60}\]/gi;
/** One that may stand for a secret of some file. */
const LIKE_A_NAMED_MASK = /^\[masked\b.*[0-9a-f]{4}\s*-\s*\d/is;

/**
 * What an answer proposes, with the secrets that the model did not see where it repeats their masks: each goes back into the file that
 * it is from, as that was when the prompt was made. A file with another mask is refused: a mask would be written over a secret. Notes
 * say which secrets of a file are gone, or stand there more often, or in another order.
 */
export async function putBackSecrets(changes: ChangeSet, ports: MaskPorts): Promise<ChangeSet> {
  const files: ProposedFile[] = [];
  const unchanged = [...changes.unchanged];
  const notes = [...changes.notes];
  for (const proposed of changes.files) {
    const { file, odd } = await withSecrets(proposed, ports);
    notes.push(...odd.map((each) => `${file.name}: ${each}`));
    if (file !== proposed && file.refusal === undefined && file.text === file.base?.text) {
      unchanged.push(file.name);
      notes.push(`${file.name}: the same as before`);
    } else files.push(file);
  }
  return { ...changes, files, unchanged, notes };
}

async function withSecrets(
  file: ProposedFile,
  { findSecrets, hash }: MaskPorts,
): Promise<{ readonly file: ProposedFile; readonly odd: readonly string[] }> {
  const { path, base, text } = file;
  const before = base?.text ?? '';
  const isWritten = path !== undefined && file.refusal === undefined && file.state === 'complete';
  if (!isWritten || file.action === 'delete') return { file, odd: [] };
  const masks = text.match(LIKE_A_MASK) ?? [];
  if (masks.length === 0 && before === '') return { file, odd: [] };
  const { secrets } = await maskText(before, findSecrets, { path: path.relative, hash });
  const own = new Map(secrets.map(({ mask, secret }) => [mask, secret]));
  const isOther = (mask: string) => !own.has(mask) && !before.includes(mask);
  const strange = masks.find((mask) => isOther(mask) && (secrets.length > 0 || LIKE_A_NAMED_MASK.test(mask)));
  if (strange !== undefined) {
    const detail = `${file.name} has ${strange}, which stands for a secret that is not in this file as it was shown: leave it where it is, and let the code read it from there`;
    return { file: { ...file, refusal: { kind: 'partial', detail } }, odd: [] };
  }
  const restored = text.replace(NAMED_MASK, (mask) => own.get(mask) ?? mask);
  const odd = whatIsOdd(secrets, before, restored);
  return { file: masks.length === 0 ? file : { ...file, text: restored }, odd };
}

/** What has become of the secrets of a file that the model did not see, for people. */
function whatIsOdd(secrets: readonly MaskedSecret[], before: string, after: string): readonly string[] {
  const each = [...new Map(secrets.map((masked) => [masked.secret, masked])).values()];
  const odd = each.flatMap(({ line, what, secret }) => {
    const [was, is] = [placesOf(secret, before).length, placesOf(secret, after).length];
    if (is === was) return [];
    const name = `${what} (line ${line}), which the model did not see,`;
    return is < was ? [`${name} is taken away`] : [`${name} stands there ${is} times, not ${was}`];
  });
  if (odd.length > 0) return odd;
  const orderOf = (text: string) =>
    each
      .flatMap(({ secret }) => placesOf(secret, text).map((at) => ({ at, secret })))
      .sort((a, b) => a.at - b.at)
      .map(({ secret }) => secret);
  const [was, is] = [orderOf(before), orderOf(after)];
  return was.some((secret, index) => secret !== is[index])
    ? ['the secrets that the model did not see stand there in another order']
    : [];
}

function placesOf(secret: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + secret.length)) places.push(at);
  return places;
}
