import { chartKeysOf } from "../../kubernetes/chart-keys.ts";
import type { Cluster } from "../../kubernetes/context.ts";
import { clusterWorkloads } from "../../kubernetes/settings.ts";
import type { Platform } from "../../model/platform.ts";
import type { Artifact } from "../target.ts";
import type { ChartView } from "./chart.ts";
import type { ChartInput } from "./chart-input.ts";
import { addChartValues, addSettingValues, foreignSchemas } from "./chart-values.ts";
import { connectionTest, exposedServices } from "./connection-tests.ts";
import { type Expression, printExpression, valueAt } from "./expression.ts";
import { longestFullname } from "./fullname.ts";
import { holeExpression } from "./holes.ts";
import { noKnobs } from "./knobs.ts";
import { Merger } from "./merge.ts";
import { notesView } from "./notes.ts";
import { placeOfObject } from "./place.ts";
import { type PrintOptions, printTemplate } from "./print.ts";
import { installCommand, readmeView } from "./readme.ts";
import { type Template, templatesOf } from "./templates.ts";
import { Values } from "./values.ts";
import { environmentValues, listedValues, mapsOf, schemaOfValues, valuesText } from "./values-file.ts";

/** What the files of a chart are made of. */
export interface ChartParts {
  /** Its folder. */
  readonly path: string;
  readonly platform: Platform;
  readonly chart: ChartView;
  readonly base: Cluster;
  readonly clusters: readonly Cluster[];
}

/** Every file of a chart. */
export function chartFiles(parts: ChartParts): readonly Artifact[] {
  const { path, platform, chart, base, clusters } = parts;
  const { specName } = platform;
  const aliases = chart.dependencies.map(({ alias }) => alias);
  const workloads = workloadsOf(parts);
  const keys = chartKeysOf(platform);
  const values = new Values();
  const input: ChartInput = { chart: chart.name, clusters: [base, ...clusters], keys, values };
  addChartValues(values, input.clusters);
  addSettingValues(values, input.clusters);
  const templates = templatesOf(input);
  const tests = testTemplates(input, templates);
  const all = values.all();
  const listed = listedValues(all);
  const options = { holes: (name: string) => holeExpression(chart.name, name), maps: mapsOf(listed) };
  const comments = new Map(workloads.map(({ name, description }) => [keys.get(name) ?? name, description]));
  comments.set("defaults", "Defaults of all workloads. Each may be set for one workload too, which takes precedence.");
  const schema = schemaOfValues(`Values of ${platform.name}`, all, foreignSchemas(aliases));
  const file = (name: string, template: string, view: object): Artifact => ({
    path: `${path}/${name}`,
    template: `helm/${template}`,
    view,
  });
  return [
    file("Chart.yaml", "Chart.yaml", { ...chart, specName }),
    file(".helmignore", "helmignore", {}),
    file("values.yaml", "values.yaml", {
      specName,
      title: `${platform.name}: ${platform.description}`,
      values: valuesText(listed, comments).trim(),
      subcharts: chart.dependencies,
    }),
    file("values.schema.json", "values.schema.json", { schema: JSON.stringify(schema, undefined, 2) }),
    ...clusters.map((cluster, index) => ({
      ...file(`values/${cluster.environment.name}.yaml`, "environment-values.yaml", {
        specName,
        title: `The environment ${cluster.environment.name}: ${installCommand(platform, path, cluster)}`,
        values: environmentValues(listed, index + 1),
      }),
      environment: cluster.environment.name,
    })),
    file("README.md", "README.md", readmeView({ path, chart, clusters, workloads, keys, values: all, listed })),
    file("templates/_helpers.tpl", "templates/_helpers.tpl", {
      specName,
      chart: chart.name,
      owner: platform.owner ?? "",
      limit: longestFullname(workloads),
      hasPriority: all.some((value) => value.path[0] === "priorityClass"),
      hasSubcharts: aliases.length > 0,
    }),
    file("templates/NOTES.txt", "templates/NOTES.txt", { chart: chart.name, ...notesView(input, listed) }),
    ...[...templates, ...tests].map((template) =>
      file(`templates/${template.path}`, "templates/object.yaml", {
        specName,
        text: textOf(template, options).trimEnd(),
      }),
    ),
  ];
}

/** The workloads of all environments, by name. */
function workloadsOf({ base, clusters, chart }: ChartParts) {
  const aliases = chart.dependencies.map(({ alias }) => alias);
  const found = [base, ...clusters].flatMap(({ environment }) => clusterWorkloads(environment));
  const byName = new Map(
    found.filter(({ name }) => !aliases.includes(name)).map((workload) => [workload.name, workload]),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The tests of exposed services, each of several objects. */
function testTemplates(
  { chart, clusters, keys, values }: ChartInput,
  templates: readonly Template[],
): readonly Template[] {
  const merger = new Merger(chart, values, noKnobs);
  const exposed = new Map(
    clusters
      .slice(1)
      .flatMap((cluster) => exposedServices(cluster).map((service) => [service.name, { service, cluster }])),
  );
  return [...exposed].flatMap(([name, { service, cluster }]) => {
    const switches = templates.find(({ path }) => path.startsWith(`${name}/service`))?.conditions ?? [];
    const route = ["ingress", "httpRoute"].filter((kind) =>
      values.all().some(({ path }) => path.join(".") === `${keys.get(name)}.${kind}.enabled`),
    );
    const routed = route.map((kind): Expression => valueAt([keys.get(name) ?? "", kind, "enabled"]));
    const either = routed.length > 1 ? [`or ${routed.join(" ")}`] : routed;
    return connectionTest(service, cluster, chart).map((object): Template => {
      const place = placeOfObject(object.kind, "tests", false, name);
      const isPolicy = object.kind === "NetworkPolicy";
      const part = isPolicy && object.metadata.name.endsWith("-from-test") ? "-from" : "";
      return {
        path: `tests/${name}${part}-${object.kind.toLowerCase()}.yaml`,
        node: merger.node([object], place),
        conditions: [...switches, ...either],
      };
    });
  });
}

/** The text of a template, within its conditions. */
function textOf({ node, conditions }: Template, options: PrintOptions): string {
  const text = printTemplate(node, options);
  if (conditions.length === 0) return text;
  const printed = conditions.map((condition) => printExpression(condition, false, options.maps));
  const isOne = printed.length === 1;
  const all = printed.map((one) => (!isOne && one.includes(" ") ? `(${one})` : one)).join(" ");
  return `{{- if ${isOne ? "" : "and "}${all} }}\n${text}{{- end }}\n`;
}
