import { readImports } from '../../kit/importGraph';
import { lineAt, maskSource } from '../../kit/maskSource';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';

const DEFAULT_EXPORT = /(?<![\w$.#])export\s+(?:default(?![\w$])|=|\{[^}]*\bas\s+default\b)/g;
const FORWARDING =
  /(?<![\w$.#])(?:import|export)\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)?\s*(?:from\s*)?(?:'[^']*'|"[^"]*")?\s*;/g;

/** Barrels, default exports, types and values in one import, and `/// <reference>`, which is an import without an arrow. */
export function moduleShapeBreaches(sources: Sources): readonly Breach[] {
  return [...sources].flatMap(([file, text]) => {
    const { code } = maskSource(text);
    const breaches: Breach[] = [];
    for (const { line, form, mixed } of readImports(text)) {
      const tell = (message: string) => breaches.push({ file, line, message });
      if (form === 'export') tell('re-exports: let the readers import from where the name lives');
      if (mixed) tell('put the types on a line of their own: import type { .. }');
      if (form === 'reference') tell('no /// <reference>: import what is needed');
    }
    for (const { index } of code.matchAll(DEFAULT_EXPORT)) {
      breaches.push({ file, line: lineAt(code, index), message: 'exports a default: give it its name' });
    }
    if (/\bexport\b[^;]*[\w$*]\s*[},]/.test(code) && code.replace(FORWARDING, '').trim() === '') {
      breaches.push({ file, line: 1, message: 'only hands on what others export: remove it' });
    }
    return breaches;
  });
}
