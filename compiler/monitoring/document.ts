/** A configuration file of a tool of monitoring, before it is printed. */
export interface MonitoringFile {
  /** Below the folder of the environment: `prometheus/prometheus.yml`. */
  readonly path: string;
  /** The data of the file. Maps have their keys in the order in which they are printed. */
  readonly document: object;

  readonly format: "yaml" | "json";
}

/** Data of a configuration file. */
export type Fields = Readonly<Record<string, unknown>>;
