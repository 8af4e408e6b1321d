/** The simulated provider: `main.ts <folder of the simulated Google Cloud> <address of the engine>`, run by its wrapper. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { errorMessage } from "@switchyard/process/user-error";
import { Cloud } from "./cloud";
import { ProviderService } from "./protocol/service";

const engineWatchMs = 1000;

/** The engine sends the inputs of whole programs; gRPC's default limit is 4 MiB. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

function main(): void {
  const [dir] = process.argv.slice(2);
  if (dir === undefined) throw new Error("give the folder of a simulated Google Cloud");
  const server = new Server(unlimited);
  server.addService(ResourceProviderService, new ProviderService(new Cloud(dir)).handlers());
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) fail(error);
    // The engine reads the port from the first line.
    console.log(port);
  });
  endWithEngine();
}

/** A killed engine cannot stop its providers. Operations that they started continue in the simulated cloud. */
function endWithEngine(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) process.exit(0);
  }, engineWatchMs).unref();
}

function fail(error: unknown): never {
  console.error(`pulumi-resource-gcp: ${errorMessage(error)}`);
  process.exit(1);
}

try {
  main();
} catch (error) {
  fail(error);
}
