import type { Mail, Notify, Receiver, SeverityRoutes } from "../model/monitoring/notify.ts";
import { secretsDirectory } from "../model/secrets.ts";
import type { Fields } from "./document.ts";

/** The receiver of alerts that are not sent. */
const notSent = "none";

/** The dead man's switch. */
const watchdogReceiver = "watchdog";

/** `alertmanager.yml`: who receives which alert, and which alerts others make superfluous. */
export function alertmanagerConfig(notify: Notify): Fields {
  const { receivers, routes, teams, mail, watchdog, inhibitions } = notify;
  const needsMail = receivers.some(({ email }) => email !== undefined) && mail !== undefined;
  return {
    ...(needsMail && { global: mailSettings(mail) }),
    route: {
      receiver: routes.warning[0] ?? notSent,
      group_by: ["alertname", "service"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "4h",
      routes: [
        ...(watchdog === undefined ? [] : [watchdogRoute]),
        { matchers: ['severity="info"'], receiver: notSent },
        ...teams.map((team) => ({ matchers: [`team="${team.name}"`], routes: severityRoutes(team.routes) })),
        ...severityRoutes(routes),
      ],
    },
    inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
      source_matchers: matchersOf(source),
      target_matchers: matchersOf(target),
      ...(equal.length > 0 && { equal }),
    })),
    receivers: [
      ...receivers.map(receiverOf),
      ...(watchdog === undefined ? [] : [{ name: watchdogReceiver, webhook_configs: [watchdogHook(watchdog)] }]),
      { name: notSent },
    ],
  };
}

/** The alert that always fires repeats every minute, and its end is not sent: its absence is the signal. */
const watchdogRoute = {
  matchers: ['alertname="Watchdog"'],
  receiver: watchdogReceiver,
  group_wait: "0s",
  group_interval: "1m",
  repeat_interval: "1m",
};

function watchdogHook(secret: string): Fields {
  return { url_file: file(secret), send_resolved: false };
}

/** A route for each receiver of a severity. All but the last one go on to the next. */
function severityRoutes(routes: SeverityRoutes): readonly Fields[] {
  return (["critical", "warning"] as const).flatMap((severity) =>
    routes[severity].map((receiver, index, all) => ({
      matchers: [`severity="${severity}"`],
      receiver,
      ...(index < all.length - 1 && { continue: true }),
    })),
  );
}

/** `alertname=~"A|B"`: a value that starts with `~` is a regular expression. */
function matchersOf(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([label, value]) =>
    value.startsWith("~") ? `${label}=~"${value.slice(1)}"` : `${label}="${value}"`,
  );
}

/** Port 465 uses TLS from the start, other ports STARTTLS. */
function mailSettings({ host, from, username, password }: Mail): Fields {
  return {
    smtp_smarthost: host,
    smtp_from: from,
    ...(username !== undefined && { smtp_auth_username: username }),
    ...(password !== undefined && { smtp_auth_password_file: file(password) }),
    ...(host.endsWith(":465") && { smtp_force_implicit_tls: true }),
  };
}

function receiverOf({ name, email, slack, pagerduty, teams, webhook }: Receiver): Fields {
  return {
    name,
    ...(email !== undefined && { email_configs: [{ to: email, send_resolved: true }] }),
    ...(slack !== undefined && { slack_configs: [{ api_url_file: file(slack), send_resolved: true, ...slackText }] }),
    ...(pagerduty !== undefined && { pagerduty_configs: [{ routing_key_file: file(pagerduty) }] }),
    ...(teams !== undefined && { msteamsv2_configs: [{ webhook_url_file: file(teams), send_resolved: true }] }),
    ...(webhook !== undefined && { webhook_configs: [{ url_file: file(webhook), send_resolved: true }] }),
  };
}

/** One line per alert: what is wrong, and what users notice. */
const slackText = {
  title: "{{ .Status | toUpper }} {{ .CommonLabels.alertname }} {{ .CommonLabels.service }}",
  text: "{{ range .Alerts }}{{ .Annotations.summary }} {{ .Annotations.impact }}\n{{ end }}",
};

function file(secret: string): string {
  return `${secretsDirectory}/${secret}`;
}
