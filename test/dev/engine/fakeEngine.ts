import { Server, ServerCredentials, type ServiceDefinition, type UntypedServiceImplementation } from "@grpc/grpc-js";
import engineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import monitorServices from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import monitorMessages from "@pulumi/pulumi/proto/resource_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { onTestFinished } from "vitest";

/** A stand-in for the engine and its resource monitor: enough for a program to run to its end. */
export interface FakeEngine {
  readonly address: string;
  /** Type and name of each resource that the program registered. */
  readonly registered: readonly string[];
  /** The errors that the program logged. */
  readonly errors: readonly string[];
}

interface Call<Request> {
  readonly request: Request;
}
type Respond = (error: null, response: unknown) => void;

export async function startFakeEngine(): Promise<FakeEngine> {
  const registered: string[] = [];
  const errors: string[] = [];
  const server = new Server();
  addService(server, monitorServices.ResourceMonitorService, {
    supportsFeature: (_call: unknown, respond: Respond) => respond(null, new monitorMessages.SupportsFeatureResponse()),
    registerResource: ({ request }: Call<monitorMessages.RegisterResourceRequest>, respond: Respond) => {
      registered.push(`${request.getType()} ${request.getName()}`);
      const urn = `urn:pulumi:prod::access::${request.getType()}::${request.getName()}`;
      const response = new monitorMessages.RegisterResourceResponse().setUrn(urn).setObject(request.getObject());
      respond(null, response.setId(request.getCustom() ? "an-id" : ""));
    },
    registerResourceOutputs: (_call: unknown, respond: Respond) => respond(null, new Empty()),
    signalAndWaitForShutdown: (_call: unknown, respond: Respond) => respond(null, new Empty()),
  });
  addService(server, engineServices.EngineService, {
    log: ({ request }: Call<engineMessages.LogRequest>, respond: Respond) => {
      if (request.getSeverity() === engineMessages.LogSeverity.ERROR) errors.push(request.getMessage());
      respond(null, new Empty());
    },
    setRootResource: (_call: unknown, respond: Respond) => respond(null, new engineMessages.SetRootResourceResponse()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  onTestFinished(() => server.forceShutdown());
  return { address: `127.0.0.1:${port}`, registered, errors };
}

function addService(server: Server, service: ServiceDefinition, handlers: UntypedServiceImplementation): void {
  server.addService(service, handlers);
}
