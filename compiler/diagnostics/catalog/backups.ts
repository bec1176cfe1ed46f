import { error } from "../definition.ts";

/** Findings about backups. */
export const backups = {
  "model/nothing-to-back-up": error<{ service: string }>({
    message: ({ service }) => `Service '${service}' has no data to back up.`,
    help: ({ service }) => `Set 'services.${service}.storage', or remove '${service}'.`,
    explanation: `
A backup contains the databases of PostgreSQL, MongoDB and Redis, and the volumes of other services. A service without
volumes keeps nothing:

    services:
      web: { image: "example.com/web:1.0", port: 8080, storage: { uploads: { path: /uploads, size: 5Gi } } }
    backups: { services: [web], to: /srv/backups }`,
  }),
};
