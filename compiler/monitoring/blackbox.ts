import type { Fields } from "./document.ts";

/** How public addresses are called: over IPv4, with a certificate, without following redirects. */
export const blackboxConfig: Fields = {
  modules: {
    http: {
      prober: "http",
      timeout: "5s",
      http: {
        method: "GET",
        preferred_ip_protocol: "ip4",
        follow_redirects: false,
        fail_if_not_ssl: true,
        // An address may redirect clients to a page, or to a login.
        valid_status_codes: [200, 204, 301, 302, 303, 307, 308, 401, 403],
      },
    },
  },
};
