import type { Config } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { KEY_NAMES } from '../../core/model/keyService';
import type { ModelProvider } from '../../core/model/provider';
import type { Environment } from '../environment';
import { createBedrockProvider } from './bedrock/bedrockProvider';
import { createOpenAiProvider } from './openai/openaiProvider';
import type { ServiceName, ServiceSettings } from './services';
import { serviceSettings } from './services';
import { createVertexProvider } from './vertex/vertexProvider';

export interface ServiceAccess {
  readonly env: Environment;
  readonly settings: ServiceSettings;
  /** For an OpenAI-compatible server; the clouds have credentials of their own. */
  readonly apiKey: string | undefined;
}

/**
 * A service other than Anthropic's own, as the user's settings and the environment say; asks nobody yet. A model that a file of the
 * repository names is one of Claude's, and no OpenAI-compatible server is asked for it.
 */
export function openService(
  name: Exclude<ServiceName, 'anthropic'>,
  access: ServiceAccess,
  config: Config,
): Result<ModelProvider, Problem> {
  const { env, apiKey } = access;
  const settings = serviceSettings(env, access.settings);
  switch (name) {
    case 'openai':
      return openChatServer(settings.openai, { env, apiKey }, config);
    case 'bedrock':
      return openBedrock(settings.bedrock, env, config);
    case 'vertex':
      return openVertex(settings.vertex, config);
  }
}

const AWS_SECRETS = ['AWS_BEARER_TOKEN_BEDROCK', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
/** A shorter one is none, and would take words out of every message. */
const SHORTEST_SECRET = 8;

type Known = ReturnType<typeof serviceSettings>;

function openChatServer(
  settings: Known['openai'],
  { env, apiKey }: Pick<ServiceAccess, 'env' | 'apiKey'>,
  config: Config,
): Result<ModelProvider, Problem> {
  const { baseUrl } = settings;
  if (!isAddress(baseUrl)) {
    return invalid(`the address of the OpenAI-compatible server is not a web address: ${baseUrl}`);
  }
  // A user's setting for Claude says nothing of this server.
  const model = settings.model === undefined ? chosenByUser(config) : env['AGENTFORGE_MODEL']?.trim() || settings.model;
  if (model === undefined) {
    return invalid(
      `no model is chosen for ${baseUrl}: name one in AGENTFORGE_MODEL, with --model, or in the setting agentforge.openai.model`,
    );
  }
  const key = apiKey?.trim() || undefined;
  if (key === undefined && !isOnThisMachine(baseUrl)) return fail({ kind: 'key-missing', name: KEY_NAMES.openai });
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    return fail({
      kind: 'key-refused',
      detail: 'it holds a character that no key has, such as a space or a line break',
    });
  }
  const { temperature } = settings;
  return ok(createOpenAiProvider({ baseUrl, apiKey: key, model, temperature, patience: config.patience }));
}

function openBedrock(
  { region, baseUrl, model }: Known['bedrock'],
  env: Environment,
  config: Config,
): Result<ModelProvider, Problem> {
  // The SDK would take one in the United States, and the code would go there unasked.
  if (!isPlace(region)) return invalid('no region of AWS is chosen: set AWS_REGION, or agentforge.bedrock.region');
  if (!isAddress(baseUrl)) return invalid(`ANTHROPIC_BEDROCK_BASE_URL is not a web address: ${baseUrl}`);
  return ok(
    createBedrockProvider({
      ...{ region, baseUrl, modelThere: model },
      model: config.model,
      patience: config.patience,
      secrets: AWS_SECRETS.map((name) => env[name] ?? '').filter((secret) => secret.length >= SHORTEST_SECRET),
    }),
  );
}

function openVertex({ project, region, baseUrl }: Known['vertex'], config: Config): Result<ModelProvider, Problem> {
  if (!isPlace(project)) {
    return invalid(
      'no project of Google Cloud is chosen: set ANTHROPIC_VERTEX_PROJECT_ID, or agentforge.vertex.project',
    );
  }
  if (!isPlace(region)) {
    return invalid('no region of Google Cloud is chosen: set CLOUD_ML_REGION, or agentforge.vertex.region');
  }
  if (!isAddress(baseUrl)) return invalid(`ANTHROPIC_VERTEX_BASE_URL is not a web address: ${baseUrl}`);
  return ok(createVertexProvider({ project, region, baseUrl, model: config.model, patience: config.patience }));
}

function chosenByUser({ model, modelFrom }: Config): string | undefined {
  return modelFrom === 'user' ? model : undefined;
}

function isOnThisMachine(address: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

/** A region or a project: it becomes part of an address. */
function isPlace(text: string | undefined): text is string {
  return text !== undefined && /^[a-z0-9][a-z0-9.:-]*$/i.test(text);
}

function isAddress(text: string | undefined): boolean {
  return text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
}

function invalid(detail: string): Result<never, Problem> {
  return fail({ kind: 'input-invalid', detail });
}
