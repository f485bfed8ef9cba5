/** One condition of a `when` clause; operator and value are '' for a key that stands alone. */
export type Condition = { readonly key: string; readonly operator: string; readonly value: string };

const TOKEN =
  /\s*(?:(?<connective>&&|\|\||[()!](?!=))|(?<key>[\w.:-]+)(?:\s*(?<operator>=~|[=!]==?|[<>]=?|\bnot in\b|\bin\b)\s*(?<value>\/(?:\\.|[^/\\])*\/[a-z]*|'[^']*'|[^\s&|()]+))?)/y;

/** The conditions of a `when` clause. Throws for what it cannot read, so that nothing goes unchecked. */
export function readWhen(clause: string): readonly Condition[] {
  const conditions: Condition[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < clause.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(clause)?.groups;
    if (groups === undefined) throw new Error(`cannot read this when clause from ${at}: ${clause}`);
    const { key, operator = '', value = '' } = groups;
    if (key !== undefined) conditions.push({ key, operator, value: value.replace(/^'(.*)'$/, '$1') });
  }
  return conditions;
}
