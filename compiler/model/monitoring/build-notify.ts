import type { SpecPath } from "../../spec/path.ts";
import type { NotifySpec, ReceiverSpec } from "../../spec/spec.ts";
import type { Tools } from "../tools.ts";
import type { Mail, Notify, Receiver, SentSeverity, SeverityRoutes } from "./notify.ts";

const channels = ["slack", "pagerduty", "teams", "webhook"] as const;

/** The receivers and routes of a specification. Inhibitions come from the services. Reports values that are not secrets. */
export function buildNotify(tools: Tools): Omit<Notify, "inhibitions"> {
  const { observability } = tools.context.environment;
  const notify = observability?.notify ?? {};
  const path: SpecPath = ["observability", "notify"];
  const receivers = receiversIn(notify, path, tools);
  const mail = notify.mail && buildMail(notify.mail, [...path, "mail"], tools);
  const routes = routesOf(notify.routes, receivers, defaultRoutes(receivers));
  const watchdog = observability?.metrics?.watchdog;
  return {
    ...{ receivers, routes, mail },
    teams: Object.entries(notify.teams ?? {})
      .map(([name, team]) => ({ name, routes: routesOf(team, receivers, routes) }))
      .sort(byName),
    watchdog:
      watchdog === undefined
        ? undefined
        : tools.references.resolveSecret(watchdog, ["observability", "metrics", "watchdog"], "The URL of the watchdog"),
  };
}

/** The channels beside `receivers` are receivers with their own names. */
function receiversIn(notify: NotifySpec, path: SpecPath, tools: Tools): readonly Receiver[] {
  const short = (["email", "slack", "pagerduty"] as const).flatMap((channel) =>
    notify[channel] === undefined ? [] : [receiverOf(channel, { [channel]: notify[channel] }, path, tools)],
  );
  const named = Object.entries(notify.receivers ?? {}).map(([name, receiver]) =>
    receiverOf(name, receiver, [...path, "receivers", name], tools),
  );
  return [...short, ...named].sort(byName);
}

function receiverOf(name: string, spec: ReceiverSpec, path: SpecPath, { references }: Tools): Receiver {
  const secret = (channel: (typeof channels)[number]): string | undefined => {
    const text = spec[channel];
    return text === undefined ? undefined : references.resolveSecret(text, [...path, channel], `'${channel}'`);
  };
  return {
    name,
    email: spec.email === undefined ? undefined : references.resolveLiteral(spec.email, [...path, "email"]),
    slack: secret("slack"),
    pagerduty: secret("pagerduty"),
    teams: secret("teams"),
    webhook: secret("webhook"),
  };
}

function buildMail(mail: NonNullable<NotifySpec["mail"]>, path: SpecPath, { references }: Tools): Mail {
  const { host, from, username, password } = mail;
  return {
    host,
    from: references.resolveLiteral(from, [...path, "from"]) ?? "",
    username: username === undefined ? undefined : references.resolveLiteral(username, [...path, "username"]),
    password:
      password === undefined
        ? undefined
        : references.resolveSecret(password, [...path, "password"], "The password of the mail server"),
  };
}

/** Every receiver gets critical alerts. Warnings go to those that are no pagers; to pagers, if there is nothing else. */
function defaultRoutes(receivers: readonly Receiver[]): SeverityRoutes {
  const names = (chosen: readonly Receiver[]): readonly string[] => chosen.map(({ name }) => name);
  const quiet = receivers.filter(({ pagerduty }) => pagerduty === undefined);
  return { critical: names(receivers), warning: names(quiet.length > 0 ? quiet : receivers) };
}

function routesOf(
  spec: Partial<SeverityRoutes> | undefined,
  receivers: readonly Receiver[],
  otherwise: SeverityRoutes,
): SeverityRoutes {
  const known = new Set(receivers.map(({ name }) => name));
  const of = (severity: SentSeverity): readonly string[] =>
    spec?.[severity]?.filter((name) => known.has(name)).toSorted() ?? otherwise[severity];
  return { critical: of("critical"), warning: of("warning") };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
