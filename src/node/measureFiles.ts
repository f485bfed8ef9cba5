import type { MeasureStore, ModelMeasure } from '../core/model/measure';
import { measureKey } from '../core/model/measure';
import type { UserJson } from './userJson';

const MOST_MODELS = 100;

/** Measures of models in the user's own folder. Of two processes that learn at once, one is heard. */
export class MeasureFiles implements MeasureStore {
  constructor(private readonly file: UserJson) {}

  async read(model: string): Promise<ModelMeasure | undefined> {
    return (await this.all()).get(measureKey(model));
  }

  async write(model: string, measure: ModelMeasure): Promise<void> {
    const others = [...(await this.all())].filter(([key]) => key !== measureKey(model));
    await this.file.write(Object.fromEntries([[measureKey(model), measure], ...others].slice(0, MOST_MODELS)));
  }

  private async all(): Promise<ReadonlyMap<string, ModelMeasure>> {
    const value = await this.file.read();
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return new Map(entries.filter((entry): entry is [string, ModelMeasure] => isMeasure(entry[1])));
  }
}

function isMeasure(value: unknown): value is ModelMeasure {
  const { ratio, answerTokens } = (value ?? {}) as Partial<ModelMeasure>;
  return [ratio, answerTokens].every((each) => typeof each === 'number' && Number.isFinite(each) && each >= 0);
}
