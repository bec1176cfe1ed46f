import type { Service } from "../../model/service.ts";

/** A service by deployment. */
export type Services = readonly (Service | undefined)[];
