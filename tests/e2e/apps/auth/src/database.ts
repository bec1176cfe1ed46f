import { connect } from "node:net";

/** Whether the database is there and takes the credentials of its address. */
export function letsIn(address: string): Promise<boolean> {
  const { hostname, port, username, password } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 2000 });
    socket.write(`login ${decodeURIComponent(username)} ${decodeURIComponent(password)}\n`);
    socket.on("data", (answer) => {
      resolve(answer.toString() === "ok\n");
      socket.destroy();
    });
    socket.on("timeout", () => socket.destroy(new Error("timed out")));
    socket.on("error", reject);
  });
}
