// The ports in the code of programs, and the start commands of Procfiles.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOf, type Files, findingsOf } from "../support/repository.ts";

const node = (code: string): Files => ({
  "api/package.json": '{ "name": "api", "scripts": { "dev": "node server.js", "test": "node --test" } }',
  "api/package-lock.json": '{ "lockfileVersion": 3, "packages": { "": { "name": "api" } } }',
  "api/server.js": code,
});
const python = (code: string): Files => ({
  "api/requirements.txt": "flask==3.1\ngunicorn==23.0\npytest==8.0\n",
  "api/main.py": code,
});
const go = (code: string): Files => ({
  "api/go.mod": "module x\n\ngo 1.26\n",
  "api/main.go": `package main\n\n${code}\n`,
});

const onNode = "runtime: node@22, start: node server.js";
const onPython = "runtime: python@3.12, start: python main.py";
const onGo = "runtime: go@1.26";
const differs = (port: number): readonly RegExp[] => [
  new RegExp(`^warning other-port: .* listens on port ${port}, but `),
];

const cases: readonly (readonly [string, string, Files, readonly RegExp[]])[] = [
  ["the same port", `${onNode}, port: 3000`, node("app.listen(3000);"), []],
  ["another port", `${onNode}, port: 8080`, node("app.listen(3000);"), differs(3000)],
  ["a constant", `${onNode}, port: 8080`, node("const port = 3000;\napp.listen(port, () => {});"), differs(3000)],
  ["an object", `${onNode}, port: 8080`, node("app.listen({ port: 3000 });"), differs(3000)],
  ["no port", onNode, node("app.listen(3000);"), [/'services.api.port' is not set/]],
  ["a variable", `${onNode}, port: 8080`, node("app.listen(process.env.PORT || 3000);"), []],
  [
    "a variable in a constant",
    `${onNode}, port: 8080`,
    node("const port = process.env.PORT ?? 3000;\napp.listen(port);"),
    [],
  ],
  ["a comment", `${onNode}, port: 8080`, node("// app.listen(3000)\n"), []],
  ["two servers", `${onNode}, port: 8080`, node("app.listen(3000);\nadmin.listen(3001);"), []],
  ["an unknown constant", `${onNode}, port: 8080`, node("app.listen(port);"), []],
  ["Flask", `${onPython}, port: 8000`, python('app.run(host="0.0.0.0", port=5000)\n'), differs(5000)],
  ["uvicorn in the program", `${onPython}, port: 8000`, python('uvicorn.run("main:app", port=8000)\n'), []],
  ["a variable of Python", `${onPython}, port: 8000`, python('app.run(port=int(os.getenv("PORT", "5000")))\n'), []],
  ["a server of Go", `${onGo}, port: 8080`, go('func main() { http.ListenAndServe(":9000", nil) }'), differs(9000)],
  [
    "an address of Go",
    `${onGo}, port: 8080`,
    go('var s = http.Server{Addr: ":9000"}\n\nfunc main() {}'),
    differs(9000),
  ],
  [
    "a variable of Go",
    `${onGo}, port: 8080`,
    go('func main() {\n\tport := os.Getenv("PORT")\n\thttp.ListenAndServe(":9000", nil)\n}'),
    [],
  ],
  [
    "a program of Go for several ports",
    `${onGo}, port: 9000, ports: { admin: 9001 }`,
    go('func main() { r.Run(":9001") }'),
    [],
  ],
];
for (const [name, service, files, expected] of cases) {
  test(`ports: ${name}`, async () => {
    const found = await findingsOf(service, files);
    assert.is(found.length, expected.length, found.join("\n"));
    for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
  });
}

const processes: readonly (readonly [string, string, string, string])[] = [
  ["a command", "runtime: python@3.12, port: 8000", "web: python main.py --workers 2", "python main.py --workers 2"],
  [
    "the port",
    "runtime: python@3.12, port: 8000",
    "release: ./migrate\nweb: gunicorn main:app --bind 0.0.0.0:$PORT\n",
    "gunicorn main:app --bind 0.0.0.0:8000",
  ],
  [
    "a port with a default",
    "runtime: python@3.12, port: 8000",
    "web: waitress-serve --port=${PORT:-5000} main:app",
    "waitress-serve --port=8000 main:app",
  ],
  [
    "a command that is set",
    "runtime: python@3.12, start: python other.py, port: 8000",
    "web: python main.py",
    "python other.py",
  ],
];
for (const [name, service, procfile, start] of processes) {
  test(`Procfile: ${name}`, async () => {
    const files = { ...python("app = Flask(__name__)\n"), "api/other.py": "", "api/Procfile": procfile };
    assert.is((await buildOf(service, files)).start.join(" "), start);
  });
}

for (const command of [
  "python main.py && true",
  "FLAG=1 python main.py",
  "poetry run python main.py",
  "gunicorn -b :$PORT main:app",
]) {
  test(`Procfile: '${command}' is not certain`, async () => {
    const found = await findingsOf("runtime: python@3.12", { ...python(""), "api/Procfile": `web: ${command}\n` });
    assert.match(found.join("\n"), /no-start/);
  });
}

test("Procfile: the start script of a package comes first", async () => {
  const files = { ...node(""), "api/Procfile": "web: node server.js\n" };
  assert.equal((await buildOf("runtime: node@22, port: 3000", files)).start, ["node", "server.js"]);
  const manifest = '{ "name": "api", "scripts": { "start": "node main.js", "dev": "x", "test": "y" } }';
  const both = { ...files, "api/package.json": manifest, "api/main.js": "" };
  assert.equal((await buildOf("runtime: node@22, port: 3000", both)).start, ["node", "main.js"]);
});

test.run();
