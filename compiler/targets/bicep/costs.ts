/** An estimate of a price, in US dollars per month of 730 hours, without taxes and discounts. It differs between regions. */
interface Price {
  readonly usd: number;
  /** The page of the price list that it comes from. */
  readonly source: string;
}

const registry = "https://azure.microsoft.com/pricing/details/container-registry/";
const apps = "https://azure.microsoft.com/pricing/details/container-apps/";
const postgres = "https://azure.microsoft.com/pricing/details/postgresql/flexible-server/";

/** Estimates by SKU. Resources without one are listed without a figure. */
export const prices: Readonly<Record<string, Price>> = {
  "registry Basic": { usd: 5, source: registry },
  "registry Premium": { usd: 50, source: registry },
  "private endpoint": { usd: 7.3, source: "https://azure.microsoft.com/pricing/details/private-link/" },
  "private DNS zone": { usd: 0.5, source: "https://azure.microsoft.com/pricing/details/dns/" },
  "postgres Standard_B1ms": { usd: 12, source: postgres },
  "postgres Standard_B2s": { usd: 50, source: postgres },
  "postgres Standard_D2ds_v5": { usd: 130, source: postgres },
  "postgres Standard_D4ds_v5": { usd: 260, source: postgres },
  // Of a replica that always works: 0.000024 dollars a second for a CPU, and 0.000003 for a gibibyte.
  "CPU of a replica": { usd: 63, source: apps },
  "GiB of a replica": { usd: 7.9, source: apps },
};

/** The price lists of resources without an estimate. */
export const priceLists = {
  mongo: "https://azure.microsoft.com/pricing/details/document-db/",
  postgres,
  redis: "https://azure.microsoft.com/pricing/details/managed-redis/",
  profile: apps,
} as const;
