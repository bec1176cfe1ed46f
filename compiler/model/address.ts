/** The parts of an address of an external system. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
}

/** Takes an address apart; without a port it is the scheme's, 443 for schemes other than http. */
export function parseAddress(url: string): Address {
  const [, scheme = "https", host = "", port] = /^([^:]+):\/\/(?:[^@/]*@)?([^/:?#]+)(?::(\d+))?/.exec(url) ?? [];
  return { scheme, host, port: port === undefined ? (scheme === "http" ? 80 : 443) : Number(port) };
}
