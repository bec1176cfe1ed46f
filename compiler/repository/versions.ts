/** A version with three numbers. */
type Version = readonly [number, number, number];

/** Versions from `from` up to, but not including, `to`. */
interface Interval {
  readonly from: Version;
  readonly to: Version;
}

const least: Version = [0, 0, 0];
const greatest: Version = [Number.MAX_SAFE_INTEGER, 0, 0];

/**
 * Whether a range admits a version of the official image `runtime`, of which `20` means the newest 20. True if the range
 * cannot be read: npm's ranges (https://docs.npmjs.com/cli/using-npm/semver) and PEP 440's are supported.
 */
export function admits(range: string, runtime: string, syntax: "npm" | "python"): boolean {
  const intervals = syntax === "npm" ? npmIntervals(range) : pythonIntervals(range);
  const image = intervalOf(runtime);
  if (!intervals || !image) return true;
  return intervals.some(({ from, to }) => compare(from, image.to) < 0 && compare(image.from, to) < 0);
}

/** Compares versions such as `22.13` and `22.13.1` by their numbers; missing numbers are 0. */
export function compareVersions(a: string, b: string): number {
  return compare(numbersOf(a) ?? least, numbersOf(b) ?? least);
}

/** Whether every version that a tag such as `1.22` can stand for is lower than `minimum`. */
export function isBelow(tag: string, minimum: string): boolean {
  const image = intervalOf(tag);
  const wanted = numbersOf(minimum);
  return image !== undefined && wanted !== undefined && compare(image.to, wanted) <= 0;
}

function numbersOf(text: string): Version | undefined {
  const match = /^[v=]?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : undefined;
}

/** `20` is everything from 20.0.0 up to 21.0.0. */
function intervalOf(partial: string): Interval | undefined {
  const match = /^[v=]?\s*(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+][\w.-]+)?$/.exec(partial);
  if (!match) return /^[xX*]$|^$/.test(partial) ? { from: least, to: greatest } : undefined;
  const [major, minor, patch] = match.slice(1).map((part) => (part && /^\d+$/.test(part) ? Number(part) : undefined));
  const from: Version = [major ?? 0, minor ?? 0, patch ?? 0];
  return { from, to: next(from, minor === undefined ? 0 : patch === undefined ? 1 : 2) };
}

/** The first version after all that share the numbers up to `place`. */
function next([major, minor, patch]: Version, place: number): Version {
  if (place === 0) return [major + 1, 0, 0];
  return place === 1 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function npmIntervals(range: string): readonly Interval[] | undefined {
  const all = range.split("||").map((part) => {
    const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(part);
    const words = hyphen
      ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
      : (part.trim().match(/(?:[<>]=?|[~^=])?\s*[\w.*+-]+/g) ?? ["*"]);
    return intersection(words.map((word) => comparatorOf(word.replace(/\s/g, ""))));
  });
  return all.every((interval) => interval !== undefined) ? all : undefined;
}

function comparatorOf(word: string): Interval | undefined {
  const [, operator = "", rest = ""] = /^([<>]=?|[~^=]|)(.*)$/.exec(word) ?? [];
  const one = intervalOf(rest);
  if (!one) return undefined;
  const parts = rest.split(".").filter((part) => /^\d/.test(part)).length;
  switch (operator) {
    case ">":
      return { from: one.to, to: greatest };
    case ">=":
      return { from: one.from, to: greatest };
    case "<":
      return { from: least, to: one.from };
    case "<=":
      return { from: least, to: one.to };
    case "~":
      return { from: one.from, to: next(one.from, parts > 1 ? 1 : 0) };
    case "^": {
      const place = one.from[0] > 0 || parts < 2 ? 0 : one.from[1] > 0 || parts < 3 ? 1 : 2;
      return { from: one.from, to: next(one.from, place) };
    }
    default:
      return one;
  }
}

/** PEP 440, and Poetry's `^` and `~`. Exclusions (`!=`) do not change the bounds. */
function pythonIntervals(range: string): readonly Interval[] | undefined {
  const alternatives = range.split("||").map((alternative) => {
    const words = alternative.split(",").map((word) => word.replace(/\s/g, ""));
    return intersection(words.filter((word) => !word.startsWith("!=")).map(specifierOf));
  });
  return alternatives.every((interval) => interval !== undefined) ? alternatives : undefined;
}

function specifierOf(word: string): Interval | undefined {
  if (word.startsWith("~=")) {
    const rest = word.slice(2);
    const from = numbersOf(rest);
    return from && { from, to: next(from, rest.split(".").length > 2 ? 1 : 0) };
  }
  return comparatorOf(word.replace(/^={2,3}/, "="));
}

function intersection(intervals: readonly (Interval | undefined)[]): Interval | undefined {
  return intervals.reduce<Interval | undefined>(
    (all, one) =>
      all &&
      one && {
        from: compare(all.from, one.from) > 0 ? all.from : one.from,
        to: compare(all.to, one.to) < 0 ? all.to : one.to,
      },
    { from: least, to: greatest },
  );
}
