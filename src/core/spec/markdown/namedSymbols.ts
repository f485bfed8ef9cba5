const NAME = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?=$|\()/;

/** Names that Markdown sets as code, such as `Cart` and `Cart.add(item)`: what the specification may declare. */
export function namedSymbols(source: string): readonly string[] {
  const spans = [...source.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
  return [...new Set(spans.flatMap((span) => NAME.exec(span)?.[0].split('.') ?? []))];
}
