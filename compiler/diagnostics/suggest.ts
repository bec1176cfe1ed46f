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
  for (const candidate of [...candidates].sort()) {
    const isOtherLength = Math.abs(name.length - candidate.length) > limit;
    if (isOtherLength && !isStartOf(name, candidate)) continue;
    const distance = distanceOf(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance < Math.max(name.length, candidate.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Whether one of the names starts with the other, apart from case. */
function isStartOf(a: string, b: string): boolean {
  const [short = "", long = ""] = [a.toLowerCase(), b.toLowerCase()].sort((one, other) => one.length - other.length);
  return long.startsWith(short);
}

function distanceOf(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const distance = editDistance(a, b);
  return short.length >= 3 && long.startsWith(short) ? Math.min(distance, prefixDistance) : distance;
}

/** The number of insertions, deletions, replacements and swaps that turn `a` into `b` (optimal string alignment). */
export function editDistance(a: string, b: string): number {
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
