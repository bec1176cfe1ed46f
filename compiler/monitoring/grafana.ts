import { promDuration } from "../model/monitoring/promql.ts";
import { sourceId } from "./dashboards/dashboard.ts";
import type { Fields } from "./document.ts";

/** The folder of dashboards, below the folder of provisioning in Grafana's container. */
export const dashboardFolder = "dashboards/platform";

/** The data source. Grafana needs the scrape interval to choose the range of rates. */
export function dataSources(url: string, interval: number): Fields {
  return {
    apiVersion: 1,
    prune: true,
    datasources: [
      {
        name: "Prometheus",
        uid: sourceId,
        type: "prometheus",
        access: "proxy",
        url,
        isDefault: true,
        editable: false,
        jsonData: { timeInterval: promDuration(interval), httpMethod: "POST" },
      },
    ],
  };
}

/** Where dashboards are read from. Changes in the browser are not kept: the files are generated. */
export function dashboardProvider(platform: string): Fields {
  return {
    apiVersion: 1,
    providers: [
      {
        name: platform,
        folder: platform,
        type: "file",
        disableDeletion: true,
        allowUiUpdates: false,
        options: { path: `/etc/grafana/provisioning/${dashboardFolder}` },
      },
    ],
  };
}
