import type { Config } from '../../core/config/config';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { KEY_NAMES } from '../../core/model/keyService';
import { strangeInKey } from '../../core/model/keyShape';
import type { ModelProvider } from '../../core/model/provider';
import type { Environment } from '../environment';
import { AWS_SECRETS } from '../secretsIn';
import { createBedrockProvider } from './bedrock/bedrockProvider';
import { createOpenAiProvider } from './openai/openaiProvider';
import type { ServiceName, ServiceSettings } from './services';
import { serviceSettings } from './services';
import { createVertexProvider } from './vertex/vertexProvider';
import { problemOfAddress } from './webAddress';

export interface ServiceAccess {
  readonly env: Environment;
  readonly settings: ServiceSettings;
  /** For an OpenAI-compatible server; the clouds have credentials of their own. */
  readonly apiKey: string | undefined;
  /** Models that the user lets repositories choose, by name. */
  readonly allowedModels?: readonly string[];
}

/**
 * A service other than Anthropic's own, as the user's settings and the environment say; asks nobody yet. An OpenAI-compatible server is
 * asked for what a file of the repository names only where the user allows it by name: without that it is one of Claude's.
 */
export function openService(
  name: Exclude<ServiceName, 'anthropic'>,
  access: ServiceAccess,
  config: Config,
): Result<ModelProvider, Problem> {
  const { env } = access;
  const settings = serviceSettings(env, access.settings);
  switch (name) {
    case 'openai':
      return openChatServer(settings.openai, access, config);
    case 'bedrock':
      return openBedrock(settings.bedrock, env, config);
    case 'vertex':
      return openVertex(settings.vertex, config);
  }
}

/** A shorter one is none, and would take words out of every message. */
const SHORTEST_SECRET = 8;

type Known = ReturnType<typeof serviceSettings>;

function openChatServer(
  settings: Known['openai'],
  { env, apiKey, allowedModels = [] }: ServiceAccess,
  config: Config,
): Result<ModelProvider, Problem> {
  const { baseUrl } = settings;
  const wrong = problemOfAddress(baseUrl);
  if (wrong !== undefined) return invalid(`the address of the OpenAI-compatible server ${wrong}`);
  // A user's setting for Claude says nothing of this server.
  const isChosen =
    config.modelFrom === 'user' || (config.modelFrom === 'repository' && allowedModels.includes(config.model));
  const chosen = isChosen ? config.model : undefined;
  const model = settings.model === undefined ? chosen : env['AGENTFORGE_MODEL']?.trim() || settings.model;
  if (model === undefined) {
    return unset(
      `No model is chosen for the server at ${baseUrl}.`,
      'Choose one: the command "Choose model" or the setting agentforge.openai.model in the editor, AGENTFORGE_MODEL or --model in a terminal. The setting agentforge.openai.baseUrl, or OPENAI_BASE_URL, says which server it is.',
    );
  }
  const key = apiKey?.trim() || undefined;
  if (key === undefined && !isOnThisMachine(baseUrl)) return fail({ kind: 'key-missing', name: KEY_NAMES.openai });
  const strange = key === undefined ? undefined : strangeInKey(key);
  if (strange !== undefined) return fail({ kind: 'key-refused', detail: strange });
  const { temperature } = settings;
  return ok(createOpenAiProvider({ baseUrl, apiKey: key, model, temperature, patience: config.patience }));
}

function openBedrock(
  { region, baseUrl, model }: Known['bedrock'],
  env: Environment,
  config: Config,
): Result<ModelProvider, Problem> {
  // The SDK would take one in the United States, and the code would go there unasked.
  if (!isPlace(region)) return unset('No region of AWS is chosen.', 'Set AWS_REGION, or agentforge.bedrock.region.');
  const wrong = baseUrl === undefined ? undefined : problemOfAddress(baseUrl);
  if (wrong !== undefined) return invalid(`ANTHROPIC_BEDROCK_BASE_URL ${wrong}`);
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
    return unset(
      'No project of Google Cloud is chosen.',
      'Set ANTHROPIC_VERTEX_PROJECT_ID, or agentforge.vertex.project.',
    );
  }
  if (!isPlace(region)) {
    return unset('No region of Google Cloud is chosen.', 'Set CLOUD_ML_REGION, or agentforge.vertex.region.');
  }
  const wrong = baseUrl === undefined ? undefined : problemOfAddress(baseUrl);
  if (wrong !== undefined) return invalid(`ANTHROPIC_VERTEX_BASE_URL ${wrong}`);
  return ok(createVertexProvider({ project, region, baseUrl, model: config.model, patience: config.patience }));
}

function isOnThisMachine(address: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

/** A region or a project: it becomes part of an address. */
function isPlace(text: string | undefined): text is string {
  return text !== undefined && /^[a-z0-9][a-z0-9.:-]*$/i.test(text);
}

function invalid(detail: string): Result<never, Problem> {
  return fail({ kind: 'input-invalid', detail });
}

function unset(detail: string, remedy: string): Result<never, Problem> {
  return fail({ kind: 'service-unset', detail, remedy });
}
