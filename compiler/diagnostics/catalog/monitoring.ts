import { error, warning } from "../definition.ts";

/** Findings about metrics, objectives, alerts and their receivers. */
export const monitoring = {
  "model/objective-without-names": error<{ service: string }>({
    message: ({ service }) => `The objective of service '${service}' needs the names of its metrics.`,
    help: (_, key) =>
      `Set '${key}' to the library that exports the metrics, such as fastapi, or to the names themselves.`,
    explanation: `
An objective is a share of requests. To count them, Prometheus needs the names of the metrics of HTTP requests, which
depend on the library of the service:

    services:
      api:
        runtime: python@3.11
        port: 8000
        health: /health
        start: uvicorn main:app
        metrics: { path: /metrics, names: fastapi }
        objective: 99.9%
    observability: { metrics: prometheus }`,
  }),
  "model/metric-names-incomplete": error<{ service: string; missing: string; keys: readonly string[] }>({
    message: ({ service, missing }) => `The names of the metrics of service '${service}' lack ${missing}.`,
    help: ({ keys }, key) =>
      `Set ${keys.map((name) => `'${key}.${name}'`).join(" or ")}, or '${key}.preset' to the library that exports the metrics.`,
    explanation: `
Requests are counted by a counter or a histogram, and a label tells failed requests from others. A preset has the names of a
library; other names in the same map replace those of the preset:

    services:
      api:
        runtime: node@22
        port: 8000
        health: /health
        start: node server.js
        metrics:
          path: /metrics
          names: { requests: shop_requests_total, status: code, errors: "5.." }
    observability: { metrics: prometheus }`,
  }),
  "model/objective-empty": error<{ service: string }>({
    message: ({ service }) => `The objective of service '${service}' promises nothing.`,
    help: (_, key) => `Set '${key}.available' or '${key}.fast'.`,
    explanation: `
An objective is a share of requests that succeed (\`available\`), or of those that are fast (\`fast\`). \`window\` and \`minimum\` only
change how the share is measured:

    services:
      api:
        runtime: python@3.11
        port: 8000
        health: /health
        start: uvicorn main:app
        metrics: { path: /metrics, names: fastapi }
        objective: { available: 99.9%, window: 28d }
    observability: { metrics: prometheus }`,
  }),
  "model/objective-not-a-bucket": error<{ service: string; below: string; bounds: readonly string[] }>({
    message: ({ service, below }) => `The histogram of service '${service}' has no bucket with the bound ${below}.`,
    help: ({ bounds }) =>
      bounds.length > 0
        ? `Write one of ${bounds.join(", ")}, or set 'metrics.names.bounds' to the buckets that the service exports.`
        : "Set 'metrics.names.bounds' to the buckets that the service exports.",
    explanation: `
A histogram counts the requests that take less than each of its bounds. How many stay below any other duration is not known,
so \`objective.fast.below\` has to be one of the bounds. The presets have the default bounds of their libraries.`,
  }),
  "model/objective-never-fires": warning<{ service: string; share: string; lowest: string }>({
    message: ({ service, share }) =>
      `No alert can fire for the objective ${share} of service '${service}' while its budget burns fastest.`,
    help: ({ lowest }) => `Set an objective above ${lowest}.`,
    explanation: `
An alert fires when the error budget burns many times faster than allowed. With a low objective this rate needs more than
100 % of requests to fail, so the alert for fast burning is left out.`,
  }),
  "model/unknown-receiver": error<{ name: string; suggestion: string | undefined }>({
    message: ({ name }) => `'${name}' is not a receiver of alerts.`,
    help: ({ name, suggestion }) =>
      suggestion === undefined
        ? `Declare '${name}' in 'observability.notify.receivers'.`
        : `Did you mean '${suggestion}'?`,
    explanation: `
Routes name the receivers in \`observability.notify.receivers\`. The short forms \`email\`, \`slack\` and \`pagerduty\` are
receivers with these names.`,
  }),
  "model/unknown-team": error<{ name: string; suggestion: string | undefined }>({
    message: ({ name }) => `'${name}' is not a team.`,
    help: ({ name, suggestion }) =>
      suggestion === undefined ? `Declare '${name}' in 'observability.notify.teams'.` : `Did you mean '${suggestion}'?`,
    explanation: `
Alerts of a service with \`alerts.team\` go to the receivers of this team in \`observability.notify.teams\`.`,
  }),
  "model/mail-missing": error<{ receiver: string }>({
    message: ({ receiver }) => `The receiver '${receiver}' has an e-mail address, but the mail server is not known.`,
    help: () => "Set 'observability.notify.mail' to the host, the sender and the user.",
    explanation: `
Alertmanager sends e-mail over a mail server. Its configuration cannot read variables, so the server is part of the
specification; the password is a secret, which it reads from a file:

    secrets: { smtp-password: Password of the mail server. }
    observability:
      metrics: prometheus
      notify:
        email: ops@example.org
        mail:
          host: smtp.example.org:587
          from: alerts@example.org
          username: alerts
          password: \${secrets.smtp-password}`,
  }),
};
