/**
 * Time that a pod on the way of a request has to finish what it has begun, in seconds. It is the same for proxies, endpoint
 * pickers and model servers, because a request needs all of them until its end.
 */
export const terminationGraceSec = 130;
