/** Whether everything is tried: `npm run thorough` does, `npm test` takes samples of what is slow. */
export const isThorough = process.env.THOROUGH === "1";

/** All items, or every `step`th where samples are enough. */
export function sampled<T>(items: readonly T[], step: number): readonly T[] {
  return isThorough ? items : items.filter((_, index) => index % step === 0);
}
