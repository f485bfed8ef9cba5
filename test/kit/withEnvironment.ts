/** Sets variables of this process before each test and puts back what was there after it; undefined takes one away. */
export function withEnvironment(wanted: () => Readonly<Record<string, string | undefined>>): void {
  const before = new Map<string, string | undefined>();
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  beforeEach(() => {
    for (const [name, value] of Object.entries(wanted())) {
      before.set(name, process.env[name]);
      set(name, value);
    }
  });
  afterEach(() => {
    for (const [name, value] of before) set(name, value);
    before.clear();
  });
}
