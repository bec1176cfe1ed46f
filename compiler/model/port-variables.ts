import type { Build } from "./image.ts";

/** Variables from which a program in Python reads its port, by the program that starts it. */
const pythonServers: Readonly<Record<string, string>> = {
  // https://www.uvicorn.org/settings/
  uvicorn: "UVICORN_PORT",
  // https://flask.palletsprojects.com/en/stable/cli/
  flask: "FLASK_RUN_PORT",
  // https://docs.streamlit.io/develop/api-reference/configuration/config.toml
  streamlit: "STREAMLIT_SERVER_PORT",
};

/**
 * The variables of an image that let its program listen on `port`. The names are those of the frameworks; where the
 * framework is not known it is PORT, which most read. Variables of the specification replace them.
 */
export function portVariables(build: Build): Readonly<Record<string, string>> {
  const { port, start, runtime, site } = build;
  if (port === undefined || site) return {};
  const number = String(port);
  // A command with the port needs no variable.
  if (start.some((word) => new RegExp(`(^|\\D)${number}$`).test(word))) return {};
  switch (runtime.language) {
    case "dotnet":
      // https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints
      return Number.parseInt(runtime.version, 10) >= 8
        ? { ASPNETCORE_HTTP_PORTS: number }
        : { ASPNETCORE_URLS: `http://+:${number}` };
    case "java":
      return javaVariables(build, number);
    case "python": {
      const server = pythonServers[start[0]?.split("/").at(-1) ?? ""];
      return { PORT: number, ...(server !== undefined && { [server]: number }) };
    }
    default:
      return { PORT: number };
  }
}

/** Programs without a framework that is known read their port themselves. */
const plainKinds: readonly string[] = ["application", "assembly", "plain", "shade", "shadow"];

/**
 * https://quarkus.io/guides/http-reference, https://docs.micronaut.io/latest/guide/#httpServer,
 * https://docs.spring.io/spring-boot/reference/features/external-config.html
 */
function javaVariables({ build, facts }: Build, number: string): Readonly<Record<string, string>> {
  const java = facts?.language === "java" ? facts : undefined;
  const kind = java?.kind ?? "unknown";
  const isQuarkus = kind.startsWith("quarkus") || build?.output?.includes("quarkus-app");
  // In development Quarkus listens on the loopback address only, where a container cannot be reached.
  if (isQuarkus) return { QUARKUS_HTTP_HOST: "0.0.0.0", QUARKUS_HTTP_PORT: number };
  if (java?.isMicronaut) return { MICRONAUT_SERVER_PORT: number };
  return plainKinds.includes(kind) ? { PORT: number } : { SERVER_PORT: number };
}
