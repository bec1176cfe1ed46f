/** Labels and the strings that they must equal, or match where the value starts with `~`. */
export type Matchers = Readonly<Record<string, string>>;

/** `metric{service="api",status=~"5.."}` */
export function selector(metric: string, matchers: Matchers): string {
  const inside = Object.entries(matchers).map(([label, value]) =>
    value.startsWith("~") ? `${label}=~${quote(value.slice(1))}` : `${label}=${quote(value)}`,
  );
  return inside.length === 0 ? metric : `${metric}{${inside.join(",")}}`;
}

/** A string literal of PromQL. */
function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
] as const;

/** Seconds as Prometheus writes them, in the largest unit: 5400 is `90m`. */
export function promDuration(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds % length === 0) ?? ["s", 1];
  return `${seconds / size}${unit}`;
}

/** A number without the noise of binary fractions: 0.1 + 0.2 is `0.3`. */
export function decimal(value: number): string {
  return String(Number(value.toPrecision(6)));
}
