import type { SyntaxTrees } from '../../codebase/syntaxTrees';
import { tomlError } from '../../config/parseToml';
import { parseYaml } from '../../lib/yaml';

/** Files named `.json` that are read with comments and trailing commas. */
const LENIENT_JSON =
  /(?:^|\/)(?:\.vscode|\.devcontainer|\.zed)\/[^/]*\.json$|(?:^|\/)(?:[jt]sconfig[^/]*|\.eslintrc|\.swcrc|\.babelrc|babel\.config|api-extractor|deno|devcontainer|turbo)\.json$/i;
/** A template is YAML only once it is filled in. */
const TEMPLATE = /\{\{|\{%|<%/;

interface DataError {
  readonly line: number | undefined;
  readonly detail: string;
}

/** The first error of a JSON, YAML or TOML file; undefined when there is none, or it is another kind of file. */
export async function findDataError(path: string, text: string, trees: SyntaxTrees): Promise<DataError | undefined> {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === 'json') return LENIENT_JSON.test(path) ? undefined : jsonError(text, trees);
  if (extension === 'yaml' || extension === 'yml') return yamlError(text);
  if (extension !== 'toml') return undefined;
  const error = tomlError(text);
  return error === undefined
    ? undefined
    : { line: error.line, detail: `the TOML parser finds an error: ${error.message}` };
}

async function jsonError(text: string, trees: SyntaxTrees): Promise<DataError | undefined> {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const offset = /at position (\d+)/.exec(String(error))?.[1];
    const line =
      offset === undefined ? await lineAsScript(text, trees) : text.slice(0, Number(offset)).split('\n').length;
    return { line, detail: 'the JSON parser finds an error' };
  }
}

/** Some messages of the JSON parser name no place, and most of what is wrong JSON is wrong JavaScript. */
async function lineAsScript(text: string, trees: SyntaxTrees): Promise<number | undefined> {
  const error = await trees.firstError('javascript', `(${text}\n)`);
  return error === undefined || error === 'undecided' ? undefined : error.line;
}

function yamlError(text: string): DataError | undefined {
  if (TEMPLATE.test(text) || hasSecondDocument(text)) return undefined;
  const parsed = parseYaml(text);
  const problem = parsed.ok ? undefined : parsed.problem[0];
  if (problem === undefined) return undefined;
  return { line: problem.position.line, detail: `the YAML parser finds an error: ${problem.message}` };
}

/** Legal, and more than the reader here takes. */
function hasSecondDocument(text: string): boolean {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !/^\s*(?:#.*)?$|^%|^---(?:\s|$)/.test(line));
  return first >= 0 && lines.slice(first).some((line) => /^---(?:\s|$)/.test(line));
}
