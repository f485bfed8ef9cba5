/** A text of YAML: plain where every reader takes it for text; else in double quotes. In braces and brackets a comma parts values. */
export function yamlText(text: string, place: 'line' | 'braces' = 'line'): string {
  const isPlain = /^[A-Za-z][\w ,.()'/-]*$/.test(text) && / /.test(text);
  return isPlain && !(place === 'braces' && text.includes(',')) ? text : JSON.stringify(text);
}
