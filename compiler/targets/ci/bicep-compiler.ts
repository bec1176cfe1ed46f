/** The release of Bicep that pipelines use, and the SHA-256 checksum of its executable for Linux on x64 with glibc. */
export const bicepCompiler = {
  version: "0.49.2",
  checksum: "0ab9de90c2493f206f8281bae74f9ee2d5ed3605548dab1adf41fef185e1f7c5",
} as const;
