import { note, warning } from "../../diagnostics/definition.ts";

/** Findings about addresses and certificates of clients, which the ingress of Container Apps handles in its own way. */
export const codes = {
  "bicep/address-composed": warning<{ variable: string; service: string; problem: string }>({
    message: ({ variable, service, problem }) => `${variable} does not reach ${service}: ${problem}.`,
    help: ({ service }) => `Write the whole address as '\${services.${service}.url}', which every target fills in.`,
    explanation: `
The same address does not work everywhere. With Compose and in a cluster a service listens on its own port. In Azure its
ingress serves HTTPS on port 443, and managed databases require TLS, some on another port. \`\${services.NAME.url}\` is the
right address for every target. So are \`\${services.NAME.host}\` and \`\${services.NAME.port}\` in separate variables, if the
client uses TLS in Azure.`,
  }),
  "bicep/clients-not-verified": note<{ service: string }>({
    message: ({ service }) => `The ingress does not check client certificates of ${service} against an authority.`,
    explanation: `
The ingress of Container Apps terminates TLS. It can request a certificate from each client, but it accepts certificates of
every authority. It forwards the certificate in the header \`X-Forwarded-Client-Cert\`: the service must verify it there, with
the authority of \`tls.clients\`, and reject the request otherwise.`,
  }),
};
