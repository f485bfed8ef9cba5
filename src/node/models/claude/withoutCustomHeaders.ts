/** `ANTHROPIC_CUSTOM_HEADERS` can replace the key, and no option of the SDK 1.11 turns it off: it is not there while the client is made. */
export function withoutCustomHeaders<T>(make: () => T): T {
  const name = 'ANTHROPIC_CUSTOM_HEADERS';
  const value = process.env[name];
  delete process.env[name];
  try {
    return make();
  } finally {
    if (value !== undefined) process.env[name] = value;
  }
}
