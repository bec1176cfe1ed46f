// Charges cards. Of a card it keeps a hash only, made by a native module.
const grpc = require("@grpc/grpc-js");
const { loadSync } = require("@grpc/proto-loader");
const bcrypt = require("bcrypt");
const { HealthImplementation } = require("grpc-health-check");

const { boutique } = grpc.loadPackageDefinition(loadSync(`${__dirname}/shop.proto`));

function charge(card) {
  const hash = bcrypt.hashSync(card, 4);
  return `charged ${bcrypt.compareSync(card, hash) ? card.slice(-4) : "nothing"}`;
}

function serve(port) {
  const server = new grpc.Server();
  server.addService(boutique.Payment.service, {
    Charge: ({ request }, reply) => reply(null, { value: charge(request.value) }),
  });
  new HealthImplementation({ "": "SERVING" }).addToServer(server);
  server.bindAsync(`0.0.0.0:${port}`, grpc.ServerCredentials.createInsecure(), (error) => {
    if (error) throw error;
  });
  process.on("SIGTERM", () => server.tryShutdown(() => process.exit(0)));
}

if (require.main === module) serve(process.env.PORT);

module.exports = { charge };
