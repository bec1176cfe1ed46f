/** An authentication challenge (RFC 9110, 11.6.1): the scheme in lower case, and its parameters. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = "[\\w!#$%&'*+.^`|~-]+";
const parameter = new RegExp(`\\s*,?\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))`, "y");
const scheme = new RegExp(`\\s*,?\\s*(${token})(?:\\s+|(?=,)|$)`, "y");

/** Parses `WWW-Authenticate`, which can contain several challenges. Stops at malformed input. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(header) ?? undefined;
    if (found) at = pattern.lastIndex;
    return found;
  };
  for (let named = match(scheme); named; named = match(scheme)) {
    const parameters = new Map<string, string>();
    for (let found = match(parameter); found; found = match(parameter)) {
      const [, name = "", quoted, plain = ""] = found;
      parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, "$1") ?? plain);
    }
    challenges.push({ scheme: named[1]?.toLowerCase() ?? "", parameters });
  }
  return challenges;
}
