/** The beginning of a body, up to about so many characters. What a connection that breaks leaves out is not missed. */
export async function bodyText(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > most) break;
    }
  } catch {
    return text;
  }
  return text;
}
