import { test } from "uvu";
import * as assert from "uvu/assert";
import { inherited, lineageOf, neededStages, stageOf } from "../../../compiler/dockerfile/dockerfile.ts";
import { parseDockerfile } from "../../../compiler/dockerfile/parse.ts";

const read = (lines: readonly string[], args: Readonly<Record<string, string>> = {}) =>
  parseDockerfile("Dockerfile", lines.join("\n"), args);

test("stages inherit from stages, and need those that they copy from or mount", async () => {
  const file = await read([
    "FROM node:20 AS Base",
    "USER 1000",
    "EXPOSE 3000",
    "FROM golang AS tools",
    "FROM base AS build",
    "RUN --mount=type=bind,from=tools,target=/tools make",
    "FROM base",
    "COPY --from=build /a /a",
  ]);
  const last = stageOf(file, undefined);
  assert.equal(
    lineageOf(file, last).map(({ name }) => name),
    [undefined, "base"],
  );
  assert.equal(
    inherited(lineageOf(file, last), ({ user }) => user),
    { value: "1000", line: 2 },
  );
  assert.equal(neededStages(file, last).length, 4);
  assert.equal(
    neededStages(file, stageOf(file, "TOOLS")).map(({ name }) => name),
    ["tools"],
  );
  assert.is(stageOf(file, "2"), stageOf(file, "build"));
  assert.is(stageOf(file, "nothing"), undefined);
});

test("a stage starts from an earlier stage of its name, not from itself", async () => {
  const file = await read(["FROM node:20 AS node", "FROM node AS node"]);
  assert.equal(lineageOf(file, stageOf(file, undefined)).length, 2);
});

test("variables have the values of build arguments, defaults and ENV", async () => {
  const file = await read(
    [
      "ARG VERSION=20",
      "ARG TAG",
      "FROM node:${VERSION}-${TAG:-slim}",
      "ARG VERSION",
      "ARG PORT=8080",
      "ENV UID=1001 EMPTY=",
      "ENV OLD style value",
      "EXPOSE $PORT",
      "EXPOSE ${VERSION}/tcp",
      "USER ${UID}:${EMPTY:+none}",
    ],
    { VERSION: "22" },
  );
  const [stage] = file.stages;
  assert.is(stage?.base, "node:22-slim");
  assert.equal(
    stage?.ports.map(({ value }) => value),
    ["8080", "22/tcp"],
  );
  assert.is(stage?.user?.value, "1001:");
});

test("an argument without a value leaves the base image open; those of BuildKit have values", async () => {
  const file = await read(["ARG TAG", "FROM alpine:$TAG", "FROM build-${TARGETARCH}"]);
  assert.equal(
    file.stages.map(({ base, missing }) => ({ base, missing })),
    [
      { base: undefined, missing: ["TAG"] },
      { base: "build-amd64", missing: [] },
    ],
  );
});

test("text in heredocs and comments is no instruction", async () => {
  const file = await read([
    "FROM alpine",
    "RUN <<EOF",
    "USER root",
    "EOF",
    "COPY <<EOF /etc/a",
    "EXPOSE 1",
    "EOF",
    "RUN true \\",
    "  # USER nobody",
    "  && true",
    "ADD https://example.com/a /a",
    "COPY a b/ /c/",
  ]);
  const [stage] = file.stages;
  assert.is(stage?.user, undefined);
  assert.equal(stage?.ports, []);
  assert.equal(
    stage?.copies.map(({ sources }) => sources),
    [[], [], ["a", "b/"]],
  );
});

test("commands have an exec form and a shell form, and an entry point resets the inherited command", async () => {
  const file = await read(["FROM alpine AS a", 'CMD ["a", "b"]', "FROM a", "ENTRYPOINT c d"]);
  assert.equal(file.stages[0]?.command?.value, { words: ["a", "b"], isShell: false });
  assert.equal(file.stages[1]?.command?.value.words, []);
  assert.equal(file.stages[1]?.entrypoint?.value, { words: ["/bin/sh", "-c", "c d"], isShell: true });
});

for (const [command, request] of [
  ["CMD curl -f http://localhost:8080/health || exit 1", { port: 8080, path: "/health" }],
  ['CMD ["wget", "-qO-", "http://127.0.0.1:80/"]', { port: 80, path: "/" }],
  ['CMD sh -c "curl http://localhost"', { port: 80, path: "/" }],
  ["CMD curl -f https://localhost:8443/health", undefined],
  ["CMD curl -f http://other:8080/health", undefined],
  ["CMD pg_isready", undefined],
] as const) {
  test(`the health check '${command}' ${request ? "is a request" : "is a command"}`, async () => {
    const file = await read(["FROM alpine", `HEALTHCHECK --interval=5s --retries=4 ${command}`]);
    const stated = file.stages[0]?.healthcheck?.value;
    assert.ok(stated && stated !== "none");
    assert.equal(stated.request, request);
    assert.is(stated.interval, "5s");
    assert.is(stated.retries, 4);
  });
}

test("mounts name secrets by id, or by the file that they become", async () => {
  const file = await read([
    "FROM alpine",
    "RUN --mount=type=secret,id=a,required=true --mount=type=secret,target=/run/secrets/b --mount=type=cache,target=/c x",
  ]);
  assert.equal(
    file.stages[0]?.secrets.map(({ id, isRequired }) => [id, isRequired]),
    [
      ["a", true],
      ["b", false],
    ],
  );
});

test.run();
