import path from 'node:path/posix';
import { moduleDescription } from './moduleDescription';
import { TakenFiles } from './takenFiles';
import type { TruthReader } from './truthReader';
import { withoutScriptComments } from './withoutComments';

const FROM = /\b(?:import|export)\s+(?:type\s+)?(?<clause>[\w$*{}\s,]+?)\s*from\s*["'](?<module>[^"']+)["']/g;
const BARE = /\bimport\s*["'](?<module>[^"']+)["']/g;
const CALLED =
  /(?:(?<clause>\{[^{}]*\}|[\w$]+)\s*=\s*(?:await\s+)?)?\b(?:require|import)\(\s*["'](?<module>[^"']+)["']\s*\)(?:\.(?<member>[\w$]+))?/g;
const ENDINGS = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.jsx'];

const DESCRIBED = {
  leading: /^(?:\s*['"]use strict['"];?)?\s*(?:\/\*[\s\S]*?\*\/|(?:\/\/[^\n]*\n)+)/,
  item: /(?<comment>\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*)?\bexport\s+(?:default\s+)?(?:declare\s+|abstract\s+|async\s+)*(?:function\*?|class|const|let|var|interface|type|enum)\s+(?<name>[\w$]+)/g,
};
const EXPORTED_OBJECT = /module\.exports\s*=\s*\{([^{}]*)\}/;

/** Relative modules, as TypeScript and Node resolve them; types count as what they are imported from. */
export const scriptTruth: TruthReader = async ({ files }, implementations) =>
  implementations.map((implementation) => {
    const source = files.get(implementation) ?? '';
    const taken = new TakenFiles();
    const code = withoutScriptComments(source);
    for (const { groups = {} } of [...code.matchAll(FROM), ...code.matchAll(BARE), ...code.matchAll(CALLED)]) {
      const target = resolve(implementation, groups['module'] ?? '', files);
      taken.take(target, groups['member'] === undefined ? namesIn(groups['clause'] ?? '', code) : [groups['member']]);
    }
    const exported =
      EXPORTED_OBJECT.exec(code)?.[1]
        ?.replaceAll(/\s*,\s*/g, '\n')
        .trim() ?? '';
    return {
      truth: taken.all(),
      description: [moduleDescription(source, DESCRIBED), exported].filter(Boolean).join('\n'),
    };
  });

/** What a clause takes; of a module that is taken as a whole, the members that the code uses. */
function namesIn(clause: string, code: string): readonly string[] {
  const braces = /\{([^{}]*)\}/.exec(clause)?.[1];
  if (braces !== undefined) {
    const parts = braces.split(',').map(
      (part) =>
        part
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+|\s*:\s*|\s*=/)[0] ?? '',
    );
    return parts.filter((part) => part !== '' && part !== 'default');
  }
  const whole = /(?:\*\s+as\s+)?([\w$]+)\s*$/.exec(clause)?.[1];
  if (whole === undefined) return [];
  return [...code.matchAll(new RegExp(`(?<![\\w$.])${whole.replaceAll('$', '\\$')}\\.([\\w$]+)`, 'g'))].flatMap(
    ([, member]) => member ?? [],
  );
}

function resolve(from: string, module: string, files: ReadonlyMap<string, string>): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(module)) return undefined;
  const base = path.join(path.dirname(from), module).replace(/\/$/, '');
  const bases = [base, base.replace(/\.[mc]?jsx?$/, '')];
  const candidates = [
    base,
    ...bases.flatMap((each) => ENDINGS.map((end) => each + end)),
    ...ENDINGS.map((end) => `${base}/index${end}`),
  ];
  return candidates.find((candidate) => candidate !== from && files.has(candidate));
}
