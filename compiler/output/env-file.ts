/**
 * Appends missing keys, with their comments, to a `.env` file of the user's. Existing lines are unchanged. Returns
 * undefined if no key is missing.
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

/** The variables of a template with their comments, including optional variables, which are commented out. */
function blocksOf(template: string): readonly { readonly key: string; readonly text: string }[] {
  return template.split(/\n{2,}/).flatMap((block) => {
    const text = block.trim();
    // The variable is the last line; a comment above may look like an assignment.
    const [, key] = /^(?:# )?([A-Za-z_][A-Za-z0-9_]*)=/.exec(text.split("\n").at(-1) ?? "") ?? [];
    return key === undefined ? [] : [{ key, text }];
  });
}
