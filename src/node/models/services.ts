import type { Environment } from '../environment';

/** The services that both faces can ask; the editor has its own models besides. */
export const SERVICES = ['anthropic', 'openai', 'bedrock', 'vertex'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What the machine's and the user's settings say of services other than Anthropic's own; no file of a repository has a say in it. */
export interface ServiceSettings {
  readonly openaiBaseUrl?: string | undefined;
  readonly openaiModel?: string | undefined;
  readonly openaiTemperature?: number | undefined;
  readonly bedrockRegion?: string | undefined;
  readonly bedrockModel?: string | undefined;
  readonly vertexRegion?: string | undefined;
  readonly vertexProject?: string | undefined;
}

const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/** The settings with what the environment says, which wins; an empty text says nothing. */
export function serviceSettings(env: Environment, settings: ServiceSettings) {
  const temperature = Number.parseFloat(env['AGENTFORGE_TEMPERATURE'] ?? '');
  return {
    openai: {
      baseUrl: chatAddress(env['OPENAI_BASE_URL'] || settings.openaiBaseUrl || OPENAI_BASE_URL),
      model: settings.openaiModel || undefined,
      temperature: Number.isNaN(temperature) ? settings.openaiTemperature : temperature,
    },
    bedrock: {
      baseUrl: env['ANTHROPIC_BEDROCK_BASE_URL'] || undefined,
      region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || settings.bedrockRegion || undefined,
      model: settings.bedrockModel || undefined,
    },
    vertex: {
      baseUrl: env['ANTHROPIC_VERTEX_BASE_URL'] || undefined,
      region: env['CLOUD_ML_REGION'] || settings.vertexRegion || undefined,
      project: env['ANTHROPIC_VERTEX_PROJECT_ID'] || env['GOOGLE_CLOUD_PROJECT'] || settings.vertexProject || undefined,
    },
  };
}

/** Without a slash at the end of its path; an address that names no path gets the usual one. What is no address stays as it is. */
function chatAddress(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return text;
  url.pathname = url.pathname === '/' ? '/v1' : url.pathname.replace(/\/+$/, '');
  return url.href;
}
