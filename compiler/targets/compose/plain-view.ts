import { defaultUserId } from "../../model/hardening.ts";
import type { ServiceView } from "./service-fields.ts";

/** A hardened service without a command, to which helper services add what they need. */
export function plainView(name: string, comment: string, image: string): ServiceView {
  return {
    comments: [comment],
    name,
    image,
    build: null,
    dependsOn: [],
    volumes: [],
    secrets: [],
    environment: [],
    ports: [],
    networks: [],
    networkMode: "none",
    command: [],
    entrypoint: [],
    restart: "no",
    healthcheck: null,
    logging: { size: "10m", files: "3" },
    user: `${defaultUserId}:${defaultUserId}`,
    capAdd: [],
    deploy: { replicas: 1, limits: { cpus: "0.25", memory: "64M", pids: 64 }, reservations: null, update: null },
    watch: [],
    init: true,
    pid: null,
    isPrivileged: false,
    profiles: [],
    isReadOnly: true,
    stopGracePeriod: "10s",
    stopSignal: null,
    tmpfs: [],
  };
}
