/** Every string ends on its line, and every bracket is closed. */
export function problemOfBicep(text: string): string | undefined {
  const open: string[] = [];
  for (const line of text.split("\n").filter((one) => !/^\s*(\/\/|#)/.test(one))) {
    const bare = line.replaceAll(/'(?:[^'\\$]|\\.|\$(?!\{)|\$\{(?:[^{}']|'[^'\\$]*')*\})*'/g, "");
    if (bare.includes("'")) return `unterminated string: ${line.trim()}`;
    for (const bracket of bare.match(/[[\](){}]/g) ?? []) {
      const partner = { "]": "[", ")": "(", "}": "{" }[bracket];
      if (partner === undefined) open.push(bracket);
      else if (open.pop() !== partner) return `'${bracket}' closes nothing: ${line.trim()}`;
    }
  }
  return open.length > 0 ? `'${open.at(-1)}' is not closed` : undefined;
}
