import { nearest } from "../../diagnostics/suggest.ts";
import type { SpecPath } from "../../spec/path.ts";
import type { AlertRoutesSpec, NotifySpec } from "../../spec/spec.ts";
import type { Reporter } from "../reporter.ts";
import type { Rule, RuleInput } from "./rule.ts";

/** Routes name receivers, services name teams, and e-mail has a mail server where Alertmanager sends it. */
export const alertsHaveReceivers: Rule = (input, reporter) => {
  for (const { name, observability, services } of input.spec.merged) {
    const notify = observability?.notify ?? {};
    checkRoutes(name, notify, reporter);
    const teams = Object.keys(notify.teams ?? {});
    for (const [service, { alerts }] of Object.entries(services)) {
      if (alerts?.team === undefined || teams.includes(alerts.team)) continue;
      const holes = { name: alerts.team, suggestion: nearest(alerts.team, teams) };
      reporter.report(
        "model/unknown-team",
        { environment: name, path: ["services", service, "alerts", "team"] },
        holes,
      );
    }
  }
  checkMail(input, reporter);
};

function checkRoutes(environment: string, notify: NotifySpec, reporter: Reporter): void {
  const { email, slack, pagerduty, receivers = {}, routes, teams = {} } = notify;
  const short = Object.entries({ email, slack, pagerduty }).flatMap(([name, value]) => (value ? [name] : []));
  const known = [...short, ...Object.keys(receivers)];
  const base: SpecPath = ["observability", "notify"];
  const all: readonly (readonly [SpecPath, AlertRoutesSpec | undefined])[] = [
    [[...base, "routes"], routes],
    ...Object.entries(teams).map(([team, own]) => [[...base, "teams", team], own] as const),
  ];
  for (const [path, own] of all) {
    for (const severity of ["critical", "warning"] as const) {
      for (const [index, name] of (own?.[severity] ?? []).entries()) {
        if (known.includes(name)) continue;
        const holes = { name, suggestion: nearest(name, known) };
        reporter.report("model/unknown-receiver", { environment, path: [...path, severity, index] }, holes);
      }
    }
  }
}

function checkMail({ platform }: RuleInput, reporter: Reporter): void {
  for (const { name: environment, monitoring } of platform.environments) {
    const { notify, metrics } = monitoring ?? {};
    if (metrics?.roles.alertmanager === undefined || !notify || notify.mail) continue;
    const receiver = notify.receivers.find(({ email }) => email !== undefined)?.name;
    if (receiver === undefined) continue;
    const path = receiver === "email" ? ["email"] : ["receivers", receiver, "email"];
    reporter.report("model/mail-missing", { environment, path: ["observability", "notify", ...path] }, { receiver });
  }
}
