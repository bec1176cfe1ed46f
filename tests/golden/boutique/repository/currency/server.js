// Converts prices by the rates in a file.
const grpc = require("@grpc/grpc-js");
const { loadSync } = require("@grpc/proto-loader");
const { HealthImplementation } = require("grpc-health-check");
const { USD } = require("./rates.json");

const { boutique } = grpc.loadPackageDefinition(loadSync(`${__dirname}/shop.proto`));

function convert(price) {
  return `EUR ${(Number(price.replace(/[^0-9.]/g, "")) * USD).toFixed(2)}`;
}

if (require.main === module) {
  const server = new grpc.Server();
  server.addService(boutique.Currency.service, {
    Convert: ({ request }, reply) => reply(null, { value: convert(request.value) }),
  });
  new HealthImplementation({ "": "SERVING" }).addToServer(server);
  server.bindAsync(`0.0.0.0:${process.env.PORT}`, grpc.ServerCredentials.createInsecure(), (error) => {
    if (error) throw error;
  });
  process.on("SIGTERM", () => server.tryShutdown(() => process.exit(0)));
}

module.exports = { convert };
