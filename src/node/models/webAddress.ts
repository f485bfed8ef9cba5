/** What is wrong with the address of a service, as a clause that repeats no password; undefined for a web address. */
export function problemOfAddress(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    return `is not a web address: ${text.replace(/[^/]*@/, '[...]@')}`;
  }
  const { username, password } = new URL(text);
  return username + password === '' ? undefined : 'holds a user name or a password, which would be shown: leave it out';
}
