import { z } from "zod";
import type { ApiServer } from "./api-server";

const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        containerStatuses: z
          .array(
            z.object({
              state: z.object({ waiting: z.object({ reason: z.string() }).optional() }),
              lastState: z.object({
                terminated: z.object({ reason: z.string(), exitCode: z.number() }).optional(),
              }),
            }),
          )
          .default([]),
      }),
    }),
  ),
});

/** The model servers of a model, with why they wait and how they ended last. */
export async function modelServers(apiServer: ApiServer, namespace: string, name: string) {
  const selector = encodeURIComponent(`switchyard.dev/model=${name}`);
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
  const { body } = await apiServer.send("GET", path);
  return podList.parse(body).items.flatMap(({ metadata, status }) =>
    status.containerStatuses.map(({ state, lastState: { terminated } }) => ({
      name: metadata.name,
      waiting: state.waiting?.reason,
      // Without the times, which no test can know.
      last: terminated && { reason: terminated.reason, exitCode: terminated.exitCode },
    })),
  );
}
