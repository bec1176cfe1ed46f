/** The stages of a Dockerfile, and the images that they come from or copy from. */
export interface Stages {
  /** In small letters, as Docker takes them. A stage can do without one. */
  readonly names: readonly string[];
  readonly images: readonly string[];
}

/** Reads so much of a Dockerfile. */
export function stagesOf(text: string): Stages {
  const names: string[] = [];
  const images = new Set<string>();
  const refer = (reference: string): void => {
    if (reference !== "scratch" && !names.includes(reference) && !/^\d+$/.test(reference)) images.add(reference);
  };
  for (const instruction of instructionsOf(text)) {
    const from = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(instruction);
    if (from) {
      refer(from[1] ?? "");
      if (from[2] !== undefined) names.push(from[2].toLowerCase());
    }
    for (const [, source = ""] of instruction.matchAll(/(?:--from=|[,=]from=)([^\s,]+)/g)) refer(source);
  }
  return { names, images: [...images].sort() };
}

/** One instruction a line, without comments. */
function instructionsOf(text: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join("\n")
    .replaceAll("\\\n", " ")
    .split("\n");
}
