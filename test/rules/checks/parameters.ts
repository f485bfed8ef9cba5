import { lineAt, maskSource } from '../../kit/maskSource';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';

const MOST = 4;
const NOT_A_FUNCTION = /(?:^|[^\w$.#])(?:if|for|while|switch|catch|with|await)\s*$/;
/** After the parameters of a declaration or an arrow function comes its return type, if any, and then its body or arrow. */
const BODY = /^\s*(?:\{|=>|:\s*[^=;{}()?]*(?:=>|\{))/;
const BOOLEAN =
  /^(?:(?:private|protected|public|readonly|override)\s+)*[\w$]+(?:\?)?\s*(?::\s*boolean\s*(?:=.*)?|=\s*(?:true|false)\s*)$/s;

/** Functions with more than four positional parameters, or with a positional boolean, which says nothing at the call. */
export function parameterBreaches(sources: Sources): readonly Breach[] {
  return [...sources].flatMap(([file, text]) => {
    const { code } = maskSource(text);
    return [...code.matchAll(/\(/g)].flatMap(({ index }) => {
      const end = closing(code, index);
      if (end === -1 || NOT_A_FUNCTION.test(code.slice(Math.max(0, index - 20), index))) return [];
      if (!BODY.test(code.slice(end + 1, end + 400))) return [];
      const parameters = splitTopLevel(code.slice(index + 1, end));
      const line = lineAt(code, index);
      const boolean = parameters.find((parameter) => BOOLEAN.test(parameter));
      const isSetter = /\bset\s+[\w$#]+\s*$/.test(code.slice(Math.max(0, index - 60), index));
      return [
        ...(parameters.length > MOST
          ? [{ file, line, message: `${parameters.length} positional parameters: take an object beyond ${MOST}` }]
          : []),
        ...(boolean === undefined || isSetter
          ? []
          : [{ file, line, message: `a positional boolean (${boolean}): take an option by name, or two functions` }]),
      ];
    });
  });
}

function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if (code[at] === '(') depth++;
    if (code[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function splitTopLevel(list: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const [at, char] of [...list].entries()) {
    const isArrow = char === '>' && list[at - 1] === '=';
    if ('([{<'.includes(char)) depth++;
    if (')]}>'.includes(char) && !isArrow) depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
