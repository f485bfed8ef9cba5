import { layerIn } from '../../codebase/discovery/findStructure';
import type { CodebaseProfile, ProfileLayer } from '../../codebase/profile';
import type { Candidate } from './candidate';
import { TRUSTED } from './candidate';
import { IMPORT_LANGUAGES, importsBelow } from './importPattern';

/**
 * Which layer must not import which: where one uses the other and never the other way round, the way is closed. What neither uses is
 * left open: nothing was seen that would speak for a rule.
 */
export function layerChecks({ structure, layerUses, languages }: CodebaseProfile): readonly Candidate[] {
  const layers = structure.layers.filter(({ confidence }) => confidence >= TRUSTED);
  const uses = (from: ProfileLayer, to: ProfileLayer) =>
    layerUses.some(({ layer, uses: used }) => layer === from.name && used.includes(to.name));
  const known = IMPORT_LANGUAGES.filter((language) => languages.some(({ name }) => name.toLowerCase() === language));
  return layers.flatMap((inner) =>
    layers
      .filter((outer) => outer !== inner && uses(outer, inner) && !uses(inner, outer))
      .flatMap((outer) => known.flatMap((language) => closed(inner, outer, language))),
  );
}

function closed(inner: ProfileLayer, outer: ProfileLayer, language: (typeof IMPORT_LANGUAGES)[number]): Candidate[] {
  const folders = new Set(outer.paths.flatMap((path) => layerIn(`${path}/`)?.name ?? []));
  const paths = [...new Set(inner.paths.map((path) => upToLayer(path)))].map((path) => `${path}/**`);
  if (folders.size === 0 || paths.length === 0) return [];
  const pattern = [...folders].map((folder) => importsBelow(language, folder)).join('|');
  return [
    {
      id: `${language}-${inner.name}-without-${outer.name}`,
      check: {
        ...{ name: `The ${inner.name} layer does not import the ${outer.name} layer`, type: 'regex' },
        severity: 'warning',
        config: { pattern, mode: 'forbid', multiline: true },
        applies_to: { languages: [language], paths },
      },
      seen: `${outer.name} imports ${inner.name}, and no import the other way round was seen.`,
    },
  ];
}

/** The folder that makes a path one of its layer. */
function upToLayer(path: string): string {
  const name = layerIn(`${path}/`)?.name;
  const folders = path.split('/');
  const index = folders.findIndex((folder) => folder.toLowerCase() === name);
  return index === -1 ? path : folders.slice(0, index + 1).join('/');
}
