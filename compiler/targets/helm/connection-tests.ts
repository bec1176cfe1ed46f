import { type BuildContext, isService } from "../../kubernetes/context.ts";
import { serviceName } from "../../kubernetes/identity.ts";
import { selectorOf } from "../../kubernetes/labels.ts";
import type { Fields, KubernetesObject } from "../../kubernetes/object.ts";
import { containerPolicy, podPolicy } from "../../kubernetes/policy.ts";
import { servicePortOf, tcp } from "../../kubernetes/ports.ts";
import { clusterWorkloads } from "../../kubernetes/settings.ts";
import type { Service } from "../../model/service.ts";
import { quoted, root, valueAt } from "./expression.ts";
import { Slot } from "./node.ts";

/** What `helm test` runs: hooks that Helm deletes once they have succeeded. */
const hook = {
  "helm.sh/hook": "test",
  "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
};

/** The exposed services of an environment. */
export function exposedServices({ environment }: BuildContext): readonly Service[] {
  return clusterWorkloads(environment).filter(
    (workload): workload is Service => isService(workload) && workload.routes.length > 0,
  );
}

/** A Job that connects to an exposed service, and the policies that let it. */
export function connectionTest(service: Service, context: BuildContext, chart: string): readonly KubernetesObject[] {
  const { scope } = context;
  const name = `${service.name}-test`;
  const port = service.routes[0]?.port;
  const number = port?.number ?? 0;
  const selector = selectorOf(name, context);
  const labels = { ...selector, "app.kubernetes.io/component": "test" };
  const metadata = (own: string, more: Readonly<Record<string, string>> = {}) => ({
    name: scope.prefix + own,
    namespace: scope.namespace,
    labels,
    annotations: { ...hook, ...more },
  });
  const policy = (own: string, spec: Fields): KubernetesObject => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: metadata(own, { "helm.sh/hook-weight": "-1" }),
    spec,
  });
  const caller = { podSelector: { matchLabels: selector } };
  const called = { podSelector: { matchLabels: selectorOf(service.name, context) } };
  return [
    policy(name, {
      ...caller,
      policyTypes: ["Ingress", "Egress"],
      egress: [{ ports: [{ port: 53, protocol: "UDP" }, tcp(53)] }, { to: [called], ports: [tcp(number)] }],
    }),
    policy(`${service.name}-from-test`, {
      ...called,
      policyTypes: ["Ingress"],
      ingress: [{ from: [caller], ports: [tcp(number)] }],
    }),
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: metadata(name),
      spec: {
        backoffLimit: 1,
        activeDeadlineSeconds: 60,
        ttlSecondsAfterFinished: 600,
        template: {
          metadata: { labels },
          spec: testPod(serviceName(service, context), port ? servicePortOf(port) : 0, chart),
        },
      },
    },
  ];
}

function testPod(service: string, port: number, chart: string): Fields {
  const image = `include ${quoted(`${chart}.image`)} (dict "image" ${valueAt(["tests", "image"])} "context" ${root})`;
  const amounts = { cpu: "100m", memory: "32Mi", "ephemeral-storage": "64Mi" };
  return {
    serviceAccountName: service,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: "Never",
    securityContext: podPolicy,
    containers: [
      {
        name: "test",
        image: new Slot({ kind: "expression", text: image, isString: true }),
        imagePullPolicy: "Always",
        command: ["nc", "-z", "-w", "5", service, String(port)],
        resources: { requests: { cpu: "10m", memory: "16Mi", "ephemeral-storage": "16Mi" }, limits: amounts },
        securityContext: containerPolicy,
      },
    ],
  };
}
