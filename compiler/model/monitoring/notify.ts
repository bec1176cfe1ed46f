import { parseAddress } from "../address.ts";
import type { Service } from "../service.ts";
import type { Egress } from "../workload.ts";

/** Who learns of alerts, and how. */
export interface Notify {
  /** By name. */
  readonly receivers: readonly Receiver[];
  /** The names of receivers of alerts without a team, by severity. */
  readonly routes: SeverityRoutes;
  /** The routes of teams, by name. */
  readonly teams: readonly { readonly name: string; readonly routes: SeverityRoutes }[];
  readonly mail: Mail | undefined;
  /** The secret with the URL of the dead man's switch. */
  readonly watchdog: string | undefined;
  /** Alerts that silence others. */
  readonly inhibitions: readonly Inhibition[];
}

/** The severities of alerts that are sent. */
export type SentSeverity = "critical" | "warning";

/** The names of receivers by severity. */
export type SeverityRoutes = Readonly<Record<SentSeverity, readonly string[]>>;

/** A receiver. Everything but the address of a mailbox is the name of a secret. */
export interface Receiver {
  readonly name: string;
  readonly email: string | undefined;
  readonly slack: string | undefined;
  readonly pagerduty: string | undefined;
  readonly teams: string | undefined;
  readonly webhook: string | undefined;
}

/** The mail server. */
export interface Mail {
  readonly host: string;
  readonly from: string;
  readonly username: string | undefined;
  /** The secret with the password. */
  readonly password: string | undefined;
}

/** While an alert that matches the source fires, those that match the target are not sent. */
export interface Inhibition {
  readonly source: Readonly<Record<string, string>>;
  readonly target: Readonly<Record<string, string>>;
  /** Labels that both must have with the same value. */
  readonly equal: readonly string[];
}

/** The alerts that say that a whole service is gone. */
const downAlerts = "~DatabaseDown|ServiceDown";

/** The alerts that follow when a service, or one that it needs, is gone. */
const requestAlerts = "~ErrorBudgetBurn|LatencyBudgetBurn";

/**
 * What need not be sent besides: a warning beside the critical alert of the same name, what follows from a service that is
 * gone, and the objectives of services that need one that is gone.
 */
export function inhibitionsOf(services: readonly Service[], watched: ReadonlySet<string>): readonly Inhibition[] {
  const promising = services.filter(({ objective }) => objective !== undefined);
  const dependents = services.flatMap(({ name }): readonly Inhibition[] => {
    const callers = promising.filter(({ talksTo }) => talksTo.includes(name)).map((caller) => caller.name);
    if (callers.length === 0 || !watched.has(name)) return [];
    const service = callers.length === 1 ? (callers[0] ?? "") : `~${callers.join("|")}`;
    return [
      { source: { alertname: downAlerts, service: name }, target: { alertname: requestAlerts, service }, equal: [] },
    ];
  });
  return [
    { source: { severity: "critical" }, target: { severity: "warning" }, equal: ["alertname", "service"] },
    {
      source: { alertname: downAlerts },
      target: { alertname: "~AddressFails|ErrorBudgetBurn|LatencyBudgetBurn|ReplicasMissing" },
      equal: ["service"],
    },
    ...dependents,
  ];
}

/** The secrets whose files Alertmanager reads. */
export function secretsOfNotify({ receivers, mail, watchdog }: Notify): readonly string[] {
  const channels = receivers.flatMap(({ slack, pagerduty, teams, webhook }) => [slack, pagerduty, teams, webhook]);
  return [...new Set([...channels, mail?.password, watchdog].flatMap((secret) => secret ?? []))].sort();
}

/** The hosts that Alertmanager calls. The URL of a webhook is a secret, so that its host can be any. */
export function egressOfNotify({ receivers, mail, watchdog }: Notify): readonly Egress[] {
  const has = (channel: keyof Receiver): boolean => receivers.some((receiver) => receiver[channel] !== undefined);
  const { host, port } = parseAddress(`smtp://${mail?.host}`);
  return [
    ...(has("email") && mail ? [{ host, port }] : []),
    ...(has("pagerduty") ? [{ host: "events.pagerduty.com", port: 443 }] : []),
    ...(has("slack") ? [{ host: "hooks.slack.com", port: 443 }] : []),
    ...(has("teams") || has("webhook") || watchdog !== undefined ? [{ host: "*", port: 443 }] : []),
  ];
}

/** The receivers of an alert; none for one that is not sent. */
export function receiversOf(
  { routes, teams }: Notify,
  { severity, team }: { readonly severity: string; readonly team: string | undefined },
): readonly string[] {
  if (severity !== "critical" && severity !== "warning") return [];
  return (teams.find(({ name }) => name === team)?.routes ?? routes)[severity];
}
