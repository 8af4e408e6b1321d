import { Metadata, status } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { errorMessage } from "@switchyard/process/user-error";
import { StillCreating } from "../provider";
import { toStruct } from "./structs";

/** The gRPC error for a failed call: its reason, and the state of a resource that exists in part. */
export function callFailure(error: unknown): Partial<ServiceError> {
  const message = errorMessage(error);
  const failure = { code: status.UNKNOWN, details: message, message };
  if (!(error instanceof StillCreating)) return failure;
  const { id, outputs, inputs } = error.state;
  const kept = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(toStruct(outputs))
    .setInputs(toStruct(inputs))
    .setReasonsList([message]);
  const detail = new Any();
  detail.pack(kept.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status().setCode(status.UNKNOWN).setMessage(message).setDetailsList([detail]);
  const metadata = new Metadata();
  // Where gRPC for Go looks for error details.
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return { ...failure, metadata };
}
