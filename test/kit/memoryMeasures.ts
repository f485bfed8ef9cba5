import type { MeasureStore, ModelMeasure } from '../../src/core/model/measure';

/** Measures that are gone with the test. */
export function memoryMeasures(): MeasureStore {
  const known = new Map<string, ModelMeasure>();
  return {
    read: async (model) => known.get(model),
    write: async (model, measure) => void known.set(model, measure),
  };
}
