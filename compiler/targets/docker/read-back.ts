const instructions = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" "),
);

/** Every logical line starts with an instruction, and the exec form is valid JSON. */
export function problemOfDockerfile(text: string): string | undefined {
  const lines = text.replaceAll(/\\\n/g, "").split("\n");
  for (const line of lines) {
    if (line === "" || line.startsWith("#")) continue;
    const [, instruction = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    if (!instructions.has(instruction)) return `'${instruction}' is not an instruction`;
    const list = /^(?:.*\bCMD )?(\[.*)$/s.exec(instruction === "HEALTHCHECK" ? rest : `CMD ${rest}`)?.[1];
    const isExecForm = ["CMD", "ENTRYPOINT", "HEALTHCHECK"].includes(instruction) && list !== undefined;
    if (isExecForm && !isJson(list)) return `${instruction} is not in exec form: ${list}`;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
