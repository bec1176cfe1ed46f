import type { Setting } from "./platform.ts";

/** What a setting is for, and what its value has to be: `Largest upload. An integer from 1 to 500.` */
export function describeSetting({ description, type }: Setting): string {
  const isFree = type.kind === "string" && type.choices.length === 0 && type.pattern === undefined;
  const value = isFree ? "" : `${type.expected.charAt(0).toUpperCase()}${type.expected.slice(1)}.`;
  return [description, value].filter((sentence) => sentence !== "").join(" ");
}
