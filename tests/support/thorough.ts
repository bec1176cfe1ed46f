/** Whether everything is tried: `npm run thorough` does, `npm test` takes samples of what is slow. */
export const isThorough = process.env.THOROUGH === "1";

/** All items, or every `step`th where samples are enough. */
export function sampled<T>(items: readonly T[], step: number): readonly T[] {
  return isThorough ? items : items.filter((_, index) => index % step === 0);
}

/** How often a property is tried: `count` times, or a tenth of it where samples are enough. */
export function tries(count: number): number {
  return isThorough ? count : Math.ceil(count / 10);
}
