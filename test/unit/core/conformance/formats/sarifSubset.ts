/** What SARIF 2.1.0 demands of the objects that are written here; other properties are no part of what is written. */
function object(properties: Readonly<Record<string, unknown>>, ...required: readonly string[]) {
  return { type: 'object', properties, required, additionalProperties: false };
}

const TEXT = { type: 'string', minLength: 1 };
const LEVEL = { enum: ['none', 'note', 'warning', 'error'] };
const INDEX = { type: 'integer', minimum: -1 };
const MESSAGE = object({ text: TEXT }, 'text');
const LOCATIONS = {
  type: 'array',
  items: object({
    physicalLocation: object(
      {
        // No spaces, no backslash, and nothing before it: relative to the base.
        artifactLocation: object(
          { uri: { type: 'string', pattern: "^[A-Za-z0-9%._~!$&'()*+,;=@/-]+$" }, uriBaseId: TEXT },
          'uri',
        ),
        region: object({ startLine: { type: 'integer', minimum: 1 } }, 'startLine'),
      },
      'artifactLocation',
    ),
  }),
};
const NOTIFICATIONS = {
  type: 'array',
  items: object(
    { level: LEVEL, message: MESSAGE, locations: LOCATIONS, associatedRule: object({ id: TEXT, index: INDEX }) },
    'message',
  ),
};
const RULE = object(
  {
    id: TEXT,
    shortDescription: MESSAGE,
    fullDescription: MESSAGE,
    help: MESSAGE,
    defaultConfiguration: object({ level: LEVEL }),
  },
  'id',
);
const RESULT = object(
  {
    ruleId: TEXT,
    ruleIndex: INDEX,
    level: LEVEL,
    message: MESSAGE,
    locations: LOCATIONS,
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
    baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    suppressions: {
      type: 'array',
      items: object(
        {
          kind: { enum: ['inSource', 'external'] },
          status: { enum: ['accepted', 'underReview', 'rejected'] },
          justification: TEXT,
        },
        'kind',
      ),
    },
  },
  'message',
);

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const SARIF_SUBSET = object(
  {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: object(
        {
          tool: object(
            {
              driver: object(
                { name: TEXT, version: TEXT, rules: { type: 'array', uniqueItems: true, items: RULE } },
                'name',
              ),
            },
            'driver',
          ),
          originalUriBaseIds: { type: 'object', additionalProperties: object({ description: MESSAGE }) },
          invocations: {
            type: 'array',
            items: object(
              {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: NOTIFICATIONS,
                toolConfigurationNotifications: NOTIFICATIONS,
              },
              'executionSuccessful',
            ),
          },
          results: { type: 'array', items: RESULT },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        },
        'tool',
      ),
    },
  },
  'version',
  'runs',
);
