const LEADING_IDENTIFIER = /^\s*(?:(?:async|def|class|function)\s+)*([\p{L}_$][\p{L}\p{N}_$]*)/u;

/** The name that a declaration begins with: `add_item` of `async def add_item(name)`; undefined when it begins with none. */
export function leadingIdentifier(text: string): string | undefined {
  return LEADING_IDENTIFIER.exec(text)?.[1];
}
