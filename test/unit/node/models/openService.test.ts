import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Config } from '../../../../src/core/config/config';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import { priceOf } from '../../../../src/core/model/price';
import type { ModelProvider, ModelRequest } from '../../../../src/core/model/provider';
import { openService } from '../../../../src/node/models/openService';
import { awsException } from '../../../kit/fakeClouds/awsEventStream';
import type { RunningFakeCloud } from '../../../kit/fakeClouds/startFakeCloud';
import { fail, silence, startFakeCloud, stream } from '../../../kit/fakeClouds/startFakeCloud';
import { must } from '../../../kit/must';
import { withEnvironment } from '../../../kit/withEnvironment';
import { assertFailed, CANCELLED, eventsOf, REQUEST, textOf } from './claude/anthropicAsking';

const SECRET = 'aws-secret-0123456789';
/** Neither the credentials of the person who runs the tests nor those of their machine. */
const NOBODY = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_BEARER_TOKEN_BEDROCK: undefined,
  AWS_PROFILE: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
  AWS_EC2_METADATA_DISABLED: 'true',
  ANTHROPIC_API_KEY: 'sk-ant-not-for-others',
  ANTHROPIC_CUSTOM_HEADERS: 'x-secret: not-for-others',
  GOOGLE_APPLICATION_CREDENTIALS: undefined,
  GCLOUD_PROJECT: undefined,
  GOOGLE_CLOUD_PROJECT: undefined,
};

let api: RunningFakeCloud;
let home: string;

beforeEach(async () => {
  api = await startFakeCloud();
  home = await mkdtemp(path.join(tmpdir(), 'agentforge-home-'));
});

afterEach(async () => {
  await api.close();
  await rm(home, { recursive: true });
});

const ofHome = () => ({
  AWS_CONFIG_FILE: path.join(home, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'),
  CLOUDSDK_CONFIG: home,
});

const ask = (provider: ModelProvider, request: ModelRequest = REQUEST, signal = new AbortController().signal) =>
  eventsOf(provider.stream(request, signal));

describe('an OpenAI-compatible server', () => {
  const config = { ...DEFAULT_CONFIG, model: 'tiny-coder', modelFrom: 'user' } as const;
  const open = (env = {}, settings = {}, apiKey?: string, asked: Config = config) =>
    openService('openai', { env, settings, apiKey }, asked);

  it('needs no key on this machine, and one anywhere else', () => {
    for (const host of ['localhost:11434', '127.0.0.1:4000', '[::1]:1234', 'models.localhost']) {
      assert.ok(open({ OPENAI_BASE_URL: `http://${host}/v1` }).ok, host);
    }
    for (const host of ['localhost.example', '127.0.0.1.example', 'example', '10.0.0.7', '0.0.0.0']) {
      const opened = open({ OPENAI_BASE_URL: `http://${host}/v1` });
      assert.ok(!opened.ok && opened.problem.kind === 'key-missing', host);
      assert.equal(opened.problem.name, 'OPENAI_API_KEY');
      assert.ok(open({ OPENAI_BASE_URL: `http://${host}/v1` }, {}, 'sk-mine').ok, host);
    }
    assert.ok(!open().ok, 'OpenAI itself, when nothing else is said');
  });

  it('is where the environment says, else the settings; an address without a path gets the usual one', async () => {
    const labels = [
      must(open({ OPENAI_BASE_URL: api.url }, { openaiBaseUrl: 'http://localhost:1' })),
      must(open({}, { openaiBaseUrl: `${api.url}/` })),
    ].map(({ label }) => label);
    assert.deepEqual(labels, [`tiny-coder at ${api.host}`, `tiny-coder at ${api.host}`]);
    for (const provider of [
      must(open({}, { openaiBaseUrl: `${api.url}/` })),
      must(open({ OPENAI_BASE_URL: `${api.url}/x/` })),
      must(open({ OPENAI_BASE_URL: `${api.url}/y?api-version=1` })),
    ]) {
      api.next(fail(500, {}));
      await ask(provider);
    }
    assert.deepEqual(
      api.requests.map(({ path: asked }) => asked),
      ['/v1/chat/completions', '/x/chat/completions', '/y/chat/completions?api-version=1'],
    );
  });

  it('is no address that is none, and takes no key that no key can look like', () => {
    for (const address of ['nonsense', 'file:///etc/passwd', 'ftp://localhost/v1']) {
      const opened = open({ OPENAI_BASE_URL: address });
      assert.ok(!opened.ok && opened.problem.kind === 'input-invalid', address);
      assert.match(opened.problem.detail, /not a web address/);
    }
    const telling = open({ OPENAI_BASE_URL: 'http://me:hunter2@localhost/v1' });
    assert.ok(!telling.ok && telling.problem.kind === 'input-invalid');
    assert.match(telling.problem.detail, /user name or a password/);
    assert.doesNotMatch(telling.problem.detail, /hunter2/);
    const broken = open({ OPENAI_BASE_URL: 'http://localhost/v1' }, {}, 'sk-mine\nx-evil: 1');
    assert.ok(!broken.ok && broken.problem.kind === 'key-refused');
  });

  it('is asked for the model that the user names for it, never for one that a repository names', () => {
    const env = { OPENAI_BASE_URL: 'http://localhost/v1' };
    const nameOf = (more: object, settings: object, asked: Config) => {
      const opened = open({ ...env, ...more }, settings, undefined, asked);
      return opened.ok ? opened.value.modelName : opened.problem.kind;
    };
    const own = { openaiModel: 'gpt-oss' };
    assert.equal(nameOf({}, {}, config), 'tiny-coder');
    assert.equal(nameOf({}, own, config), 'gpt-oss', 'the user’s model of Claude is none of this server');
    assert.equal(nameOf({ AGENTFORGE_MODEL: 'tiny-coder' }, own, config), 'tiny-coder');
    assert.equal(nameOf({}, own, { ...config, modelFrom: 'repository' }), 'gpt-oss');
    for (const modelFrom of ['repository', 'default'] as const) {
      assert.equal(nameOf({}, {}, { ...config, modelFrom }), 'service-unset');
    }
  });

  it('is asked for what a repository names where the user allows that by name', () => {
    const asked: Config = { ...config, modelFrom: 'repository' };
    const access = { env: { OPENAI_BASE_URL: 'http://localhost/v1' }, apiKey: undefined };
    const allowing = { ...access, allowedModels: ['tiny-coder'] };
    assert.equal(must(openService('openai', { ...allowing, settings: {} }, asked)).modelName, 'tiny-coder');
    const own = { openaiModel: 'gpt-oss' };
    assert.equal(must(openService('openai', { ...allowing, settings: own }, asked)).modelName, 'gpt-oss');
    const other = openService('openai', { ...access, allowedModels: ['other'], settings: {} }, asked);
    assert.ok(!other.ok && other.problem.kind === 'service-unset');
  });
});

describe('Claude on Amazon Bedrock', () => {
  const signedIn = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: SECRET };
  const env = () => ({ AWS_REGION: 'eu-central-1', ANTHROPIC_BEDROCK_BASE_URL: api.url });
  const provider = (settings = {}, more = {}) =>
    must(openService('bedrock', { env: { ...env(), ...more }, settings, apiKey: undefined }, DEFAULT_CONFIG));

  describe('with credentials', () => {
    withEnvironment(() => ({ ...NOBODY, ...ofHome(), ...signedIn }));

    it('streams the answer out of the framing of AWS, signed for the region', async () => {
      api.next(stream('aws', 'Hello, wörld', { deltas: 5, usage: { input: 7, output: 9, cacheRead: 100 } }));
      const events = await ask(provider());
      assert.equal(textOf(events), 'Hello, wörld');
      assert.deepEqual(events[0], { kind: 'started', model: 'claude-sonnet-5-5' });
      const last = events.at(-1);
      assert.ok(last?.kind === 'completed' && last.stopReason === 'end_turn');
      assert.deepEqual([last.usage?.inputTokens, last.usage?.outputTokens], [107, 9]);
      const [request] = api.requests;
      assert.equal(request?.path, '/model/global.anthropic.claude-sonnet-5-5/invoke-with-response-stream');
      assert.match(request?.headers.authorization ?? '', /AKIATEST\/\d+\/eu-central-1\/bedrock\/aws4_request/);
      assert.deepEqual(request?.body.max_tokens, REQUEST.maxTokens);
      assert.equal(request?.body.model, undefined);
    });

    it('is sent nothing that is meant for Anthropic', async () => {
      api.next(stream('aws', 'fine'));
      await ask(provider());
      assert.doesNotMatch(JSON.stringify(api.requests), /not-for-others/);
    });

    it('asks for the model that the setting names, or that is named as it is there', async () => {
      api.next(stream('aws', 'fine'));
      api.next(stream('aws', 'fine'));
      await ask(provider({ bedrockModel: 'eu.anthropic.claude-opus-5-5' }));
      await ask(provider(), { ...REQUEST, model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0' });
      const names = api.requests.map(({ path: asked }) => decodeURIComponent(asked).split('/')[2]);
      assert.deepEqual(names, ['eu.anthropic.claude-opus-5-5', 'us.anthropic.claude-haiku-4-5-20251001-v1:0']);
    });

    it('goes by the model behind the name there, whatever a repository names, and by none where that is not told', () => {
      const behind = (bedrockModel: string) => {
        const config = { ...DEFAULT_CONFIG, model: 'claude-haiku-5-5', modelFrom: 'repository' } as const;
        return must(openService('bedrock', { env: env(), settings: { bedrockModel }, apiKey: undefined }, config))
          .modelName;
      };
      const arn = 'arn:aws:bedrock:eu-central-1:123456789012';
      assert.equal(behind('eu.anthropic.claude-opus-5-5'), 'claude-opus-5-5');
      assert.equal(behind('anthropic.claude-opus-5-5-v1:0'), 'claude-opus-5-5');
      assert.equal(behind('global.anthropic.claude-haiku-4-5-20251001-v1:0'), 'claude-haiku-4-5-20251001');
      assert.equal(behind(`${arn}:inference-profile/us.anthropic.claude-sonnet-5-5`), 'claude-sonnet-5-5');
      const own = `${arn}:application-inference-profile/a1b2c3`;
      assert.equal(behind(own), own);
      assert.equal(priceOf(behind(own)), undefined);
      assert.equal(priceOf(behind('eu.anthropic.claude-opus-5-5-v1:0'))?.output, 20);
    });

    it('says that credentials hold no longer, and how to get others', async () => {
      const message = 'The security token included in the request is expired';
      api.next(fail(403, { message }, { 'x-amzn-errortype': 'ExpiredTokenException' }));
      const events = await ask(provider());
      assertFailed(events, 'access-refused', /Amazon Bedrock refuses: 403: .*security token .* is expired/, false);
      assert.match(remedyOf(events), /aws sso login/);
    });

    it('says that the model is not open to the account, and where to ask for it', async () => {
      api.next(fail(403, { message: "You don't have access to the model with the specified model ID." }));
      const events = await ask(provider());
      assertFailed(events, 'access-refused', /don't have access to the model/, false);
      assert.match(remedyOf(events), /Ask for access to this model in eu-central-1/);
    });

    it('may be asked again when it is busy, and not when it knows no such model', async () => {
      api.next(fail(429, { message: 'Too many requests' }, { 'retry-after': '3' }));
      assertFailed(await ask(provider()), 'model-failed', /Too many requests/, true);
      api.next(fail(400, { message: 'The provided model identifier is invalid.' }));
      assertFailed(await ask(provider()), 'model-rejected', /identifier is invalid/, false);
      const odd = { ...REQUEST, model: '..' };
      assertFailed(await ask(provider(), odd), 'model-rejected', /./, false);
    });

    it('calls an answer cut that ends with an exception, or with nothing', async () => {
      const tail = awsException('modelStreamErrorException', 'The model went away.');
      api.next(stream('aws', 'half', { ending: 'cut', tail }));
      const events = await ask(provider());
      assert.equal(textOf(events), 'half');
      assertFailed(events, 'answer-cut', /broke off.*The model went away/, false);
      api.next(stream('aws', 'half', { ending: 'cut' }));
      assertFailed(await ask(provider()), 'answer-cut', /ended before/, false);
      api.next(
        stream('aws', 'half', { ending: 'cut', tail: Buffer.from('no frame of AWS at all, whatever its length') }),
      );
      assertFailed(await ask(provider()), 'answer-cut', /connection was lost/, false);
    });

    it('is hung up on when the user cancels', async () => {
      const abort = new AbortController();
      api.next(stream('aws', 'half', { ending: 'stall' }));
      const kinds: string[] = [];
      for await (const event of provider().stream(REQUEST, abort.signal)) {
        kinds.push(event.kind === 'failed' ? event.problem.kind : event.kind);
        if (event.kind === 'text') abort.abort();
      }
      assert.deepEqual(kinds, ['started', 'text', 'cancelled']);
      const before = new AbortController();
      api.next((response) => {
        silence(response);
        before.abort();
      });
      assert.deepEqual(await ask(provider(), REQUEST, before.signal), [{ ...CANCELLED, mayCost: 'prompt' }]);
    });

    it('needs a region, so that no code goes to another one unasked', () => {
      const opened = openService('bedrock', { env: {}, settings: {}, apiKey: undefined }, DEFAULT_CONFIG);
      assert.ok(!opened.ok && opened.problem.kind === 'service-unset');
      assert.match(opened.problem.detail, /No region of AWS/);
      assert.match(opened.problem.remedy, /AWS_REGION.*agentforge\.bedrock\.region/);
      const evil = { env: {}, settings: { bedrockRegion: 'evil.example/' }, apiKey: undefined };
      assert.ok(!openService('bedrock', evil, DEFAULT_CONFIG).ok);
    });
  });

  describe('with a key of Bedrock', () => {
    withEnvironment(() => ({ ...NOBODY, ...ofHome(), AWS_BEARER_TOKEN_BEDROCK: SECRET }));

    it('sends it, and lets it into no message', async () => {
      api.next(fail(403, { message: `Bearer ${SECRET} is no key` }));
      const events = await ask(provider({}, { AWS_BEARER_TOKEN_BEDROCK: SECRET }));
      assert.equal(api.requests[0]?.headers.authorization, `Bearer ${SECRET}`);
      assert.ok(!JSON.stringify(events).includes(SECRET));
    });
  });

  describe('without credentials', () => {
    withEnvironment(() => ({ ...NOBODY, ...ofHome() }));

    it('asks nobody, and says how to sign in', async () => {
      const events = await ask(provider());
      assertFailed(events, 'access-refused', /There are no credentials for Amazon Bedrock: /, false);
      assert.match(remedyOf(events), /"aws sso login", or set AWS_PROFILE or AWS_ACCESS_KEY_ID/);
      assert.deepEqual(api.requests, []);
    });
  });
});

describe('Claude on Google Vertex AI', () => {
  const env = () => ({
    ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
    CLOUD_ML_REGION: 'europe-west1',
    ANTHROPIC_VERTEX_BASE_URL: api.url,
  });
  const provider = () => must(openService('vertex', { env: env(), settings: {}, apiKey: undefined }, DEFAULT_CONFIG));

  describe('with credentials', () => {
    withEnvironment(() => ({
      ...NOBODY,
      ...ofHome(),
      GCE_METADATA_HOST: api.host,
      METADATA_SERVER_DETECTION: 'assume-present',
    }));

    it('streams the answer, asked for in the project and the region', async () => {
      api.next(stream('sse', 'Hello, wörld', { deltas: 5 }));
      const events = await ask(provider());
      assert.equal(textOf(events), 'Hello, wörld');
      assert.equal(events.at(-1)?.kind, 'completed');
      const [request] = api.requests;
      const model = 'publishers/anthropic/models/claude-sonnet-5-5:streamRawPredict';
      assert.equal(request?.path, `/projects/shop/locations/europe-west1/${model}`);
      assert.equal(request?.headers.authorization, 'Bearer google-token');
      assert.doesNotMatch(JSON.stringify(request), /not-for-others/);
    });

    it('runs no program named gcloud, which could be anybody’s', async () => {
      const ran = path.join(home, 'ran');
      await writeFile(path.join(home, 'gcloud'), `#!/bin/sh\ntouch "${ran}"\n`, { mode: 0o755 });
      const usual = process.env['PATH'];
      process.env['PATH'] = `${home}:${usual}`;
      try {
        api.next(stream('sse', 'fine'));
        assert.equal(textOf(await ask(provider())), 'fine');
      } finally {
        process.env['PATH'] = usual;
      }
      await assert.rejects(stat(ran));
    });

    it('writes the date of a dated model as it is done there', async () => {
      api.next(stream('sse', 'fine'));
      await ask(provider(), { ...REQUEST, model: 'claude-haiku-4-5-20251001' });
      assert.match(decodeURIComponent(api.requests[0]?.path ?? ''), /\/claude-haiku-4-5@20251001:/);
    });

    it('says that credentials hold no longer, or do not suffice, and what to do', async () => {
      api.next(fail(401, { error: { code: 401, message: 'Request had invalid authentication credentials.' } }));
      const expired = await ask(provider());
      assertFailed(expired, 'access-refused', /Google Vertex AI refuses: 401.*invalid authentication/, false);
      assert.match(remedyOf(expired), /gcloud auth application-default login/);
      api.next(
        fail(403, { error: { code: 403, message: 'Permission denied on resource.', status: 'PERMISSION_DENIED' } }),
      );
      const denied = await ask(provider());
      assertFailed(denied, 'access-refused', /Permission denied/, false);
      assert.match(remedyOf(denied), /Enable this model for the project shop in europe-west1/);
    });

    it('calls an answer cut that ends in the middle', async () => {
      api.next(stream('sse', 'half', { ending: 'cut' }));
      assertFailed(await ask(provider()), 'answer-cut', /ended before/, false);
    });

    it('is hung up on when the user cancels', async () => {
      const abort = new AbortController();
      api.next((response) => {
        silence(response);
        abort.abort();
      });
      assert.deepEqual(await ask(provider(), REQUEST, abort.signal), [{ ...CANCELLED, mayCost: 'prompt' }]);
    });
  });

  describe('without credentials', () => {
    withEnvironment(() => ({ ...NOBODY, ...ofHome(), METADATA_SERVER_DETECTION: 'none' }));

    it('asks nobody, and says how to sign in', async () => {
      const events = await ask(provider());
      assertFailed(events, 'access-refused', /There are no credentials for Google Vertex AI: /, false);
      assert.match(remedyOf(events), /gcloud auth application-default login/);
      assert.deepEqual(api.requests, []);
    });
  });

  it('needs a project and a region', () => {
    for (const [name, missing] of [
      ['CLOUD_ML_REGION', /region of Google Cloud/],
      ['ANTHROPIC_VERTEX_PROJECT_ID', /project of Google Cloud/],
    ] as const) {
      const partly = { ...env(), [name]: undefined };
      const opened = openService('vertex', { env: partly, settings: {}, apiKey: undefined }, DEFAULT_CONFIG);
      assert.ok(!opened.ok && opened.problem.kind === 'service-unset');
      assert.match(opened.problem.detail, missing);
      assert.ok(opened.problem.remedy.includes(name));
    }
  });
});

function remedyOf(events: Awaited<ReturnType<typeof ask>>): string {
  const last = events.at(-1);
  assert.ok(last?.kind === 'failed' && last.problem.kind === 'access-refused');
  return last.problem.remedy;
}
