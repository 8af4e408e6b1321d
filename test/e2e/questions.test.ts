/** What is asked of one serving cluster and leaves it as it is: by clients, and about its security. */
import { hostileRequests } from "./one-cluster/hostile-requests";
import { securityFloor } from "./one-cluster/security-floor";

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

hostileRequests();
securityFloor();
