import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { checkInputs, withName, withoutNull } from "../check-inputs";
import type { Cloud } from "../cloud";
import { getCluster, getClusterToken } from "../get-cluster";
import { Provider } from "../provider";
import type { ResourceState, CallTarget } from "../provider";
import { importedInputs, refreshedInputs } from "../provider-schema/read-inputs";
import { kindOf } from "../resources/kinds";
import { configuredPlace } from "./configured-place";
import { diffResponse } from "./diff-response";
import { callFailure } from "./failures";
import { fromStruct, toStruct } from "./structs";
import type { Place } from "../cloud-state";
import { version as sdkVersion } from "@pulumi/gcp/package.json";

const nowhere: Place = { project: undefined, region: undefined, zone: undefined };

/** The calls of the engine, translated from and to the messages of its protocol. */
export class ProviderService {
  private place = nowhere;
  private provider: Provider;

  public constructor(private readonly cloud: Cloud) {
    this.provider = new Provider(cloud, nowhere);
  }

  /** The calls by their names in the protocol. The others are answered as not implemented. */
  public handlers(): UntypedServiceImplementation {
    return {
      getPluginInfo: answer(() => new PluginInfo().setVersion(sdkVersion)),
      configure: answer((request: messages.ConfigureRequest) => this.configure(request)),
      check: answer((request: messages.CheckRequest) => check(request)),
      diff: answer((request: messages.DiffRequest) => diff(request)),
      create: answer((request: messages.CreateRequest) => this.create(request)),
      read: answer((request: messages.ReadRequest) => this.read(request)),
      update: answer((request: messages.UpdateRequest) => this.update(request)),
      delete: answer(async (request: messages.DeleteRequest) => {
        await this.provider.delete(callTarget(request), request.getId());
        return new Empty();
      }),
      invoke: answer((request: messages.InvokeRequest) => this.invoke(request)),
      cancel: answer(() => {
        this.provider.cancel();
        return new Empty();
      }),
    };
  }

  private configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
    this.place = configuredPlace(fromStruct(request.getArgs()), process.env);
    this.provider = new Provider(this.cloud, this.place);
    // Operations of an earlier provider may have ended since.
    this.cloud.settle(this.place);
    return new messages.ConfigureResponse().setSupportspreview(true);
  }

  private async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
    const inputs = fromStruct(request.getProperties());
    const target = callTarget(request);
    if (request.getPreview()) {
      const outputs = this.provider.previewCreate(target, inputs);
      return new messages.CreateResponse().setProperties(toStruct(outputs));
    }
    const { id, outputs } = await this.provider.create(target, inputs);
    return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
  }

  private async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
    const state = await this.provider.read(callTarget(request), request.getId());
    return readResponse(request, state);
  }

  private async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    const inputs = fromStruct(request.getNews());
    const target = callTarget(request);
    const outputs = request.getPreview()
      ? this.provider.previewUpdate(target, fromStruct(request.getOlds()), inputs)
      : (await this.provider.update(target, request.getId(), inputs)).outputs;
    return new messages.UpdateResponse().setProperties(toStruct(outputs));
  }

  private invoke(request: messages.InvokeRequest): messages.InvokeResponse {
    if (request.getTok() !== getClusterToken)
      throw new Error(
        `${request.getTok()} is not simulated; the only simulated function is ${getClusterToken}`,
      );
    const found = getCluster(fromStruct(request.getArgs()), this.cloud.cloudState(this.place));
    return new messages.InvokeResponse().setReturn(toStruct(found));
  }
}

function check(request: messages.CheckRequest): messages.CheckResponse {
  const kind = kindOf(request.getType());
  const inputs = withName(kind, withoutNull(fromStruct(request.getNews())), {
    name: request.getName(),
    olds: fromStruct(request.getOlds()),
    seed: request.getRandomseed_asU8(),
  });
  const failures = checkInputs(kind, inputs).map(({ property, reason }) =>
    new messages.CheckFailure().setProperty(property).setReason(reason),
  );
  return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures);
}

function diff(request: messages.DiffRequest): messages.DiffResponse {
  const kind = kindOf(request.getType());
  const state = fromStruct(request.getOlds());
  return diffResponse(kind, state, fromStruct(request.getNews()), request.getIgnorechangesList());
}

/** A refresh carries the engine's state; without state, the resource is imported. */
function readResponse(
  request: messages.ReadRequest,
  state: ResourceState | undefined,
): messages.ReadResponse {
  const response = new messages.ReadResponse();
  // No id means that it is gone.
  if (state === undefined) return response;
  const { id, outputs } = state;
  const { schema, facts } = kindOf(request.getType());
  const isRefresh = Object.keys(fromStruct(request.getProperties())).length > 0;
  const inputs = isRefresh
    ? refreshedInputs(fromStruct(request.getInputs()), outputs, facts)
    : importedInputs(schema, outputs, facts);
  return response.setId(id).setProperties(toStruct(outputs)).setInputs(toStruct(inputs));
}

function callTarget(request: { getType(): string; getUrn(): string }): CallTarget {
  return { type: request.getType(), urn: request.getUrn() };
}

function answer<Request, Response>(work: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): void => {
    const worked = Promise.resolve(call.request).then(work);
    worked.then(
      (response) => {
        reply(null, response);
      },
      (error: unknown) => {
        reply(callFailure(error));
      },
    );
  };
}
