import type { ModelProvider } from '../../../core/model/provider';
import type { CloudProviderOptions } from '../cloudProvider';
import { cloudProvider } from '../cloudProvider';
import type { BedrockPlace } from './bedrockSdk';

export interface BedrockProviderOptions extends CloudProviderOptions, BedrockPlace {
  /** The model's name there, such as an inference profile of the user's own; undefined: the global profile of the model. */
  readonly modelThere: string | undefined;
  /** The credentials that the environment has; they are only kept out of messages here. */
  readonly secrets: readonly string[];
}

/** Claude on Amazon Bedrock. The first request loads the SDK. */
export function createBedrockProvider({ modelThere, secrets, ...more }: BedrockProviderOptions): ModelProvider {
  const options = modelThere === undefined ? more : { ...more, model: modelBehind(modelThere) };
  const { region, baseUrl } = options;
  return cloudProvider(
    {
      name: 'Amazon Bedrock',
      modelId: (model) => modelThere ?? bedrockModelId(model),
      async open(body, signal) {
        const { openBedrock } = await import('./bedrockSdk');
        return openBedrock({ region, baseUrl }, body, signal);
      },
      remedies: {
        signIn: 'Sign in to AWS again, for example with "aws sso login", or set AWS_PROFILE or AWS_ACCESS_KEY_ID',
        allow: `Ask for access to this model in ${region} in the console of Amazon Bedrock, or choose another one`,
      },
      secrets,
    },
    options,
  );
}

/** The global inference profile of a model that Anthropic calls so; a name that is one of Bedrock's already stays. */
function bedrockModelId(model: string): string {
  return /^claude-/.test(model) ? `global.anthropic.${model}` : model;
}

/**
 * What Anthropic calls the model behind one of Bedrock's names, such as `eu.anthropic.claude-opus-5-5-v1:0`, also at the end of an ARN. A
 * profile of the user's own says nothing of its model: it stays as it is, and has no known price.
 */
function modelBehind(modelThere: string): string {
  const [, model] = /(?:^|[./])anthropic\.(claude-[a-z0-9-]+?)(?:-v\d+(?::\d+)*)?$/.exec(modelThere) ?? [];
  return model ?? modelThere;
}
