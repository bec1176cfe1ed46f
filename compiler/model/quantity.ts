/** Bytes of each unit that a size may have. `Mi` counts in powers of 1024, `MB` in powers of 1000 (IEC 80000-13). */
const bytes: Readonly<Record<string, number>> = {
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  KB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  TB: 1000 ** 4,
};

/** Thousandths of a CPU: `0.5` and `500m` are 500. */
export function parseCpu(amount: string): number {
  return Math.round(amount.endsWith("m") ? Number(amount.slice(0, -1)) : Number(amount) * 1000);
}

/** Whole bytes: `300MB` is 300,000,000. */
export function parseBytes(amount: string): number {
  const [, number = "", unit = ""] = /^([0-9.]+)([A-Za-z]+)$/.exec(amount) ?? [];
  return Math.round(Number(number) * (bytes[unit] ?? 1));
}

/** Whole mebibytes, rounded up: `1Gi` is 1024, `300MB` is 287. A number without a unit counts mebibytes. */
export function parseMebibytes(amount: string): number {
  const [, number = "", unit = "Mi"] = /^([0-9.]+)([A-Za-z]+)?$/.exec(amount) ?? [];
  return Math.ceil((Number(number) * (bytes[unit] ?? 1)) / 1024 ** 2);
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds: `5m` is 300. */
export function parseSeconds(duration: string): number {
  return Number(duration.slice(0, -1)) * (seconds[duration.slice(-1)] ?? 1);
}

/** As Kubernetes writes it: 1024 is `1Gi`, 1536 `1536Mi`. */
export function formatMebibytes(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
