/**
 * A `.env` file of the user's with the keys that it lacks added at its end, each with its comments. What is there stays
 * as it is. Undefined when nothing is missing.
 */
export function withMissingKeys(existing: string, template: string): string | undefined {
  const present = new Set(keysOf(existing));
  const missing = blocksOf(template).filter(({ key }) => !present.has(key));
  if (missing.length === 0) return undefined;
  const separator = existing === "" || existing.endsWith("\n") ? "" : "\n";
  return `${existing}${separator}\n${missing.map((block) => block.text).join("\n\n")}\n`;
}

function keysOf(text: string): readonly string[] {
  return [...text.matchAll(/^[^\S\n]*#?[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_]*)[^\S\n]*=/gm)].map(
    ([, key = ""]) => key,
  );
}

/** The variables of a template with the comments above them. Optional ones are commented out and count as well. */
function blocksOf(template: string): readonly { readonly key: string; readonly text: string }[] {
  return template.split(/\n{2,}/).flatMap((block) => {
    const text = block.trim();
    // The variable is the last line; a comment above may look like one.
    const [, key] = /^(?:# )?([A-Za-z_][A-Za-z0-9_]*)=/.exec(text.split("\n").at(-1) ?? "") ?? [];
    return key === undefined ? [] : [{ key, text }];
  });
}
