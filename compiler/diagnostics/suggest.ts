/** A candidate that starts with the name, or with which it starts, is closer than one with two edits. */
const prefixDistance = 1.5;

/** No name of the language or of a platform is longer. Comparing takes time in proportion to the square of the length. */
const maxLength = 100;

/**
 * The candidate closest to a misspelled name, or undefined: it can differ by one edit for every three letters, and by at least
 * one. Among equally close candidates, the first in alphabetical order wins.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(prefixDistance, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 0.1;
  if (name.length > maxLength) return undefined;
  const lower = name.toLowerCase();
  for (const candidate of [...candidates].sort()) {
    const other = candidate.toLowerCase();
    const isOtherLength = Math.abs(name.length - candidate.length) > limit;
    if (isOtherLength && !lower.startsWith(other) && !other.startsWith(lower)) continue;
    const distance = distanceOf(lower, other, bestDistance);
    if (distance < bestDistance && distance < Math.max(name.length, candidate.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function distanceOf(a: string, b: string, limit: number): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const distance = editDistance(a, b, limit);
  return short.length >= 3 && long.startsWith(short) ? Math.min(distance, prefixDistance) : distance;
}

/**
 * The number of insertions, deletions, replacements and swaps that turn `a` into `b` (optimal string alignment); infinity if it
 * is larger than `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replace, at(last, j) + 1, at(row, j - 1) + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    // A swap reaches back two rows, so that both have to be beyond the limit.
    if (Math.min(...row) > limit && Math.min(...last) > limit) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** "Did you mean 'x'?", or undefined. */
export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean '${suggestion}'?`;
}
